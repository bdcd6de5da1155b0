package act

// Defs is every action of the product. Titles and help are read by people in
// help, palette and README; names are read by programs and stay as they are.
func Defs() []Def {
	var all []Def
	for _, part := range [][]Def{appDefs(), tabDefs(), moveDefs(), recordDefs(), listDefs(), triageDefs(), viewDefs(), entryDefs(), fileDefs(), incidentDefs(), outlineDefs(), pmDefs(), planDefs()} {
		all = append(all, part...)
	}
	return all
}

func appDefs() []Def {
	return []Def{
		{Name: "app.back", Title: "Back", Help: "Leaves what is open and goes back to where you were."},
		{Name: "app.cancel", Title: "Cancel or quit", Short: "cancel", Help: "Cancels what is under way; with nothing to cancel it quits."},
		{Name: "app.quit", Title: "Quit", Help: "Leaves the program. Everything is saved already."},
		{Name: "app.suspend", Title: "Suspend", Help: "Hands the terminal back to the shell; fg returns here."},
		{Name: "app.palette", Title: "Commands", Help: "Finds any command by a few letters of its name."},
		{Name: "app.help", Title: "Keys", Help: "Shows every key that works here, with a search."},
		{Name: "app.triage", Title: "Triage", Help: "Opens the queue of everything stuck, dearest first."},
		{Name: "app.today", Title: "Today", Help: "Shows what is due today on both sides."},
		{Name: "app.search", Title: "Search everything", Short: "search", Help: "Searches all records of all kinds as you type."},
		{Name: "app.show", Title: "Show a picture", Short: "picture", Help: "Shows a page or a picture of the project or customer at hand.", Choices: pageChoices()},
		{Name: "app.asof", Title: "As of a date", Short: "as of", Help: "Shows the whole workspace as it was at any moment, read-only; esc or the same key returns."},
		{Name: "app.report", Title: "Status report", Short: "report", Help: "Writes the status report of the project at hand: colour, dates, cost, risks, decisions, and what changed since the last."},
		{Name: "app.brief", Title: "Brief for the next meeting", Short: "brief", Help: "Writes one page for the next meeting with the customer at hand: what to say, to whom, and what they wait for."},
		{Name: "app.brief.on", Title: "Brief for a day of meeting", Short: "brief for a day", Help: "Writes the page for a meeting on the day you name, with all that falls due until then."},
		{Name: "account.since", Title: "Since another day", Short: "since", Help: "Counts what changed from another day: last visit, -2w, 1 oct."},
		{Name: "reader.accept", Title: "Keep as sent", Short: "keep", Help: "Does what the text was written for, such as keeping a report as sent."},
		{Name: "reader.edit", Title: "Edit the text", Short: "edit", Help: "Opens the text in your editor."},
		{Name: "reader.copy", Title: "Copy the text", Short: "copy", Help: "Copies the whole text as Markdown."},
		{Name: "app.undo", Title: "Undo", Help: "Takes back the last change, as often as you like, even after a restart. A large one of an earlier run is asked for."},
		{Name: "app.redo", Title: "Redo", Help: "Makes the change again that undo took back."},
		{Name: "history.back", Title: "Previous place", Help: "Returns to the place you looked at before."},
		{Name: "history.forward", Title: "Next place", Help: "Goes forward again after going back."},
		{Name: "pane.other", Title: "Other pane", Help: "Moves to the other side: projects or delivery."},
		{Name: "pane.zoom", Title: "Zoom", Help: "Gives this pane the whole screen, and back."},
		{Name: "scale.in", Title: "Finer time scale", Short: "finer", Help: "Shows a shorter time in more detail."},
		{Name: "scale.out", Title: "Coarser time scale", Short: "coarser", Help: "Shows a longer time in less detail."},
		{Name: "chart.left", Title: "Earlier", Short: "earlier", Help: "Moves the time chart to what was before."},
		{Name: "chart.right", Title: "Later", Short: "later", Help: "Moves the time chart to what comes after."},
		{Name: "chart.today", Title: "Go to today", Short: "today", Help: "Brings today into sight on the time chart."},
		{Name: "chart.fit", Title: "Whole project", Short: "fit", Help: "Fits the project into the time chart; once more, the task under the cursor."},
		{Name: "chart.toggle", Title: "Time chart on or off", Short: "chart", Help: "Shows the time chart beside the outline of the plan, or gives its room to the columns."},
		{Name: "job.cancel", Title: "Cancel the work", Short: "cancel", Help: "Stops the import, simulation or other long work; nothing half done is kept."},
	}
}

// pageChoices are the pages over both panes; the list of pages in ui has the same keys.
func pageChoices() []Choice {
	return []Choice{
		{"t", "triage"}, {"d", "today"}, {"a", "customer"}, {"b", "board"}, {"s", "sprints"}, {"f", "flow of work"}, {"n", "network of the critical path"}, {"v", "variances against a baseline"}, {"m", "milestones and how they slip"}, {"c", "scenarios side by side"}, {"o", "scope and deliverables"}, {"h", "handover to service"},
	}
}

func tabDefs() []Def {
	return []Def{
		{Name: "tab.1", Title: "Plan", Help: "Projects and their tasks: outline, time chart, board and network."},
		{Name: "tab.2", Title: "Risks", Help: "The risk register, the matrix and the simulation."},
		{Name: "tab.3", Title: "Budget", Help: "Cost lines, earned value and the cost forecast."},
		{Name: "tab.4", Title: "Team", Help: "People, their load and skills, and sprints."},
		{Name: "tab.5", Title: "Control", Help: "Status reports, decisions, changes and stakeholders."},
		{Name: "tab.6", Title: "Accounts", Help: "Customers, contacts, interactions, promises and health."},
		{Name: "tab.7", Title: "Escalations", Help: "What customers pressed upwards: clocks, levels and reviews afterwards."},
		{Name: "tab.8", Title: "Satisfaction", Help: "Scores and comments, follow-up, and how they meet the plan."},
		{Name: "tab.9", Title: "Deliveries", Help: "Orders, acceptance, punctuality and service standards."},
		{Name: "tab.10", Title: "Outcomes", Help: "Benefits, growth, improvement and vendors."},
	}
}

func moveDefs() []Def {
	return []Def{
		{Name: "move.down", Title: "Down", Help: "Moves the cursor down a row."},
		{Name: "move.up", Title: "Up", Help: "Moves the cursor up a row."},
		{Name: "move.top", Title: "First row", Help: "Moves the cursor to the first row."},
		{Name: "move.bottom", Title: "Last row", Help: "Moves the cursor to the last row."},
		{Name: "move.pagedown", Title: "Page down", Help: "Moves the cursor down a screen."},
		{Name: "move.pageup", Title: "Page up", Help: "Moves the cursor up a screen."},
		{Name: "move.halfdown", Title: "Half a page down", Help: "Moves the cursor down half a screen."},
		{Name: "move.halfup", Title: "Half a page up", Help: "Moves the cursor up half a screen."},
		{Name: "move.left", Title: "Left or fold", Help: "Folds the branch, or moves the columns to the left."},
		{Name: "move.right", Title: "Right or unfold", Help: "Unfolds the branch, or moves the columns to the right."},
	}
}

func recordDefs() []Def {
	return []Def{
		{Name: "record.open", Title: "Open", Help: "Opens the record under the cursor."},
		{Name: "record.new", Title: "New", Help: "Starts a new record of the kind in this list."},
		{Name: "record.edit", Title: "Edit", Help: "Opens the record in a form."},
		{Name: "record.delete", Title: "Delete", Help: "Deletes the record or the marked ones; undo brings them back."},
		{Name: "record.set", Title: "Set one value", Short: "set", Help: "Opens an entry on the value under the cursor; of all marked rows at once. tab saves and goes on."},
		{Name: "record.act", Title: "Approve, accept or resolve", Short: "approve", Help: "Does what the record waits for: approves, delivers, accepts, receives or keeps it; resolves or closes an escalation."},
		{Name: "record.link", Title: "Add a link", Short: "link", Help: "Links the record to any other one, a file or a web address."},
		{Name: "record.copy", Title: "Copy", Help: "Copies the record or the marked rows to the clipboard. y again takes reference and name.",
			Choices: []Choice{{"n", "reference and name"}, {"r", "reference"}, {"t", "name"}, {"v", "value under the cursor"}, {"m", "Markdown"},
				{"s", "rows for a spreadsheet"}, {"j", "JSON"}}, Default: "n"},
		{Name: "record.source", Title: "Open the record behind", Short: "source", Help: "Opens its file or web address, or else what this row was worked out from."},
		{Name: "record.contact", Title: "Log a contact", Short: "contact", Help: "Notes what was said to the customer; clocks that it answers stop."},
		{Name: "record.why", Title: "Why", Help: "Shows where the computed values come from, and why the record is in triage."},
		{Name: "detail.follow", Title: "Follow the link", Short: "open", Help: "Opens the record that the line under the cursor names."},
		{Name: "detail.unlink", Title: "Remove the link", Short: "unlink", Help: "Takes the link or reference under the cursor away; undo brings it back."},
		{Name: "detail.restore", Title: "Restore this value", Short: "restore", Help: "Gives the field the value it had before the change under the cursor, as one edit."},
		{Name: "detail.close", Title: "Close", Help: "Goes back to the list."},
		{Name: "detail.next", Title: "Next part", Help: "Moves to the next part of the record."},
		{Name: "detail.prev", Title: "Previous part", Help: "Moves to the part before."},
	}
}

func listDefs() []Def {
	return []Def{
		{Name: "list.filter", Title: "Filter", Help: "Narrows the list while you type."},
		{Name: "list.mark", Title: "Mark", Help: "Marks the row, or takes the mark off; verbs then act on all marked rows."},
		{Name: "list.markall", Title: "Mark all", Help: "Marks every row of the list, or takes all marks off, those on rows out of sight too."},
		{Name: "list.sort", Title: "Sort by next column", Short: "sort", Help: "Sorts by the next column; the heading shows which."},
		{Name: "list.reverse", Title: "Turn the order round", Short: "reverse", Help: "Sorts the other way round."},
		{Name: "list.view", Title: "View", Short: "view",
			Help: "Shows, lists or saves views of this list: filter, order, columns and groups. x shows all records again. v again lists the views.",
			Choices: append(digits("saved view", "saved view"), Choice{"l", "list"}, Choice{"s", "save"}, Choice{"c", "columns"}, Choice{"g", "group"},
				Choice{"f", "fold all"}, Choice{"x", "show all"}), Default: "l"},
		{Name: "columns.toggle", Title: "Show or hide", Short: "show/hide", Help: "Shows the column, or takes it away."},
		{Name: "columns.later", Title: "Move to the right", Short: "right", Help: "Moves the column one place to the right."},
		{Name: "columns.earlier", Title: "Move to the left", Short: "left", Help: "Moves the column one place to the left."},
		{Name: "columns.wider", Title: "Wider", Help: "Makes the column a cell wider."},
		{Name: "columns.narrower", Title: "Narrower", Help: "Makes the column a cell narrower."},
		{Name: "columns.usual", Title: "Usual columns", Short: "usual", Help: "Brings back the columns and widths of a list that nobody has changed."},
		{Name: "columns.find", Title: "Find a column", Short: "find", Help: "Goes to a column by a few letters of its name."},
		{Name: "columns.keep", Title: "Keep these columns", Short: "keep", Help: "Keeps columns, order and widths for this list; undo takes them back."},
		{Name: "columns.leave", Title: "Leave the columns as they were", Short: "leave", Help: "Closes the chooser; the list is as it was."},
		{Name: "views.show", Title: "Show this view", Short: "show", Help: "Shows the list as the view has it."},
		{Name: "views.delete", Title: "Delete the view", Short: "delete", Help: "Deletes the view, not its records; undo brings it back."},
		{Name: "views.rename", Title: "Rename the view", Short: "rename", Help: "Gives the view another name; it stays on its key."},
		{Name: "views.later", Title: "Move down", Short: "down", Help: "Moves the view down, to the next key."},
		{Name: "views.earlier", Title: "Move up", Short: "up", Help: "Moves the view up, to the key before."},
		{Name: "views.leave", Title: "Close", Short: "close", Help: "Closes the list of views."},
		{Name: "naming.keep", Title: "Keep the name", Short: "keep", Help: "Saves the view under the name typed."},
		{Name: "naming.leave", Title: "Leave", Short: "leave", Help: "Goes back without saving."},
		{Name: "kind.next", Title: "Next kind", Short: "next kind", Help: "Shows the next kind of record that lives on this tab."},
		{Name: "kind.prev", Title: "Previous kind", Help: "Shows the kind of record before."},
	}
}

// digits are the choices 1 to 9: a word for the first, which is the default, and
// one for all others, which footer and help then show as one range.
func digits(first, others string) []Choice {
	out := []Choice{{"1", first}}
	for _, k := range []string{"2", "3", "4", "5", "6", "7", "8", "9"} {
		out = append(out, Choice{k, others})
	}
	return out
}

// parties are whom one can wait for.
func parties() []Choice {
	return []Choice{{"c", "customer"}, {"v", "vendor"}, {"d", "department"}, {"t", "team"}}
}

func triageDefs() []Def {
	return []Def{
		{Name: "triage.accept", Title: "Accept", Help: "Takes it as mine; it goes to Doing."},
		{Name: "triage.contact", Title: "Contact the customer", Short: "contact",
			Help: "Logs a sentence to the customer, with the marks of a list's; left blank it says 'update sent'. Clocks it answers stop."},
		{Name: "triage.wait", Title: "Wait on", Short: "wait",
			Help:    "Hands over and waits, with the usual date to ask again; pauses the clocks that may pause. w again means the customer.",
			Choices: parties(), Default: "c"},
		{Name: "triage.waituntil", Title: "Wait until", Short: "wait until",
			Help:    "Waits as the small letter does, and asks when to ask again, and which vendor where none is named. W again means the customer.",
			Choices: parties(), Default: "c"},
		{Name: "triage.snooze", Title: "Snooze", Short: "snooze",
			Help:    "Puts it away until opening time, never past its own due time. s again means one working day.",
			Choices: append(digits("one working day", "working days"), Choice{"h", "two hours"}, Choice{"m", "Monday"}, Choice{"d", "a date"}), Default: "1"},
		{Name: "triage.escalate", Title: "Escalate", Short: "escalate",
			Help:    "Makes it an escalation, joins one, or raises its level. E again means level 2, the department's lead.",
			Choices: levels(), Default: "2"},
		{Name: "triage.link", Title: "Link or merge", Short: "link",
			Help:    "Links it to a likely partner, or merges the two when they are the same. L again takes the first of the list.",
			Choices: digits("the likeliest", "as listed"), Default: "1"},
		{Name: "triage.close", Title: "Close", Help: "Ends it as done, or puts it away as it stands where it has no end of its own; the line below says which."},
		{Name: "triage.reason", Title: "Close with a reason", Short: "reason",
			Help:    "Closes it and says why. X again means that it resolved itself.",
			Choices: []Choice{{"r", "resolved itself"}, {"n", "not ours"}, {"u", "duplicate"}, {"p", "declined"}, {"o", "in words"}}, Default: "r"},
		{Name: "triage.repeat", Title: "Repeat", Short: "again", Help: "Does to this one what was done to the last one."},
		{Name: "triage.markalike", Title: "Mark all alike", Help: "Marks all with the same cause, account or task, or takes all marks off."},
		{Name: "triage.markgroup", Title: "Mark a group", Short: "mark group", Help: "Marks many at once, for one decision about all; * takes the marks off. M again marks all that are listed.",
			Choices: []Choice{{"a", "all listed"}, {"b", "this and all below"}, {"w", "late by a week"}, {"m", "late by four weeks"}, {"r", "same reason"},
				{"p", "same project"}, {"c", "same customer"}}, Default: "a"},
		{Name: "triage.copy", Title: "Copy", Help: "Copies the item or the marked ones as lines: reference, what, who waits, due, rank."},
		{Name: "triage.hat", Title: "Next side", Help: "Goes from all to the project side, then to the delivery side."},
		{Name: "triage.hatback", Title: "Previous side", Help: "Goes round the sides the other way."},
	}
}

func viewDefs() []Def {
	return []Def{
		{Name: "triage.view.1", Title: "Now", Help: "What waits for a decision, dearest first."},
		{Name: "triage.view.2", Title: "Doing", Help: "What you took on."},
		{Name: "triage.view.3", Title: "Waiting", Help: "What others owe, with the day to ask again."},
		{Name: "triage.view.4", Title: "Promised", Help: "Our open promises by due date."},
		{Name: "triage.view.5", Title: "Scheduled", Help: "What was put away and when it comes back."},
		{Name: "triage.view.6", Title: "Done today", Help: "What was decided and closed today."},
	}
}

func entryDefs() []Def {
	return []Def{
		{Name: "entry.send", Title: "Log it", Short: "log", Help: "Logs the contact with the words typed."},
		{Name: "entry.leave", Title: "Leave", Short: "leave", Help: "Goes back without logging anything."},
		{Name: "logline.send", Title: "Log the contact", Short: "log", Help: "Logs what was said, with the promises and actions that came of it, as one step; the clocks it answers stop."},
		{Name: "logline.next", Title: "Another escalation", Short: "about another", Help: "Takes the next escalation that the contact may be about, or none."},
		{Name: "logline.prev", Title: "The escalation before", Help: "Goes through them the other way."},
		{Name: "logline.leave", Title: "Leave", Short: "leave", Help: "Goes back without logging anything."},
		{Name: "handover.tick", Title: "Done, or not", Short: "done", Help: "Notes the item of the checklist or the exit criterion as done today, or as not done again."},
		{Name: "handover.none", Title: "No exit criteria needed", Short: "none needed", Help: "Answers that hypercare needs no exit criteria, or takes the answer back."},
		{Name: "entry.clear", Title: "Clear the line", Short: "clear", Help: "Empties the line you are typing."},
		{Name: "filter.apply", Title: "Keep the filter", Short: "apply", Help: "Keeps the filter and returns to the list."},
		{Name: "filter.complete", Title: "Complete", Short: "complete", Help: "Puts in what is offered above the line: the one picked with the arrows, else the first."},
		{Name: "filter.clear", Title: "Drop the filter", Short: "clear", Help: "Drops the filter and shows every row."},
		{Name: "palette.run", Title: "Choose", Short: "choose", Help: "Does or opens what stands under the cursor."},
		{Name: "palette.close", Title: "Close", Short: "close", Help: "Closes without choosing."},
		{Name: "search.open", Title: "Open what was found", Short: "open", Help: "Opens the record under the cursor."},
		{Name: "search.place", Title: "Show it in its list", Short: "to its list", Help: "Goes to the list where the record lives, with the cursor on it."},
		{Name: "search.kind", Title: "Next kind only", Short: "kind", Help: "Looks among the records of one kind, then the next; after the last one among all."},
		{Name: "search.kindback", Title: "Previous kind only", Help: "Goes through the kinds the other way."},
		{Name: "search.close", Title: "Close", Short: "close", Help: "Closes the search and leaves everything as it was."},
		{Name: "help.close", Title: "Close", Short: "close", Help: "Closes the list of keys."},
		{Name: "form.save", Title: "Save", Help: "Saves the record and closes the form."},
		{Name: "form.enter", Title: "Next field, or save on the last", Short: "next", Help: "Goes to the next field; on the last one it saves."},
		{Name: "form.next", Title: "Next field", Short: "field", Help: "Goes to the next field."},
		{Name: "form.prev", Title: "Previous field", Help: "Goes to the field before."},
		{Name: "form.editor", Title: "Write in your editor", Short: "editor", Help: "Opens the field in $EDITOR and takes the text back."},
		{Name: "form.find", Title: "Find a field", Short: "find", Help: "Goes to a field by a few letters of its name, also to one that is folded away."},
		{Name: "form.more", Title: "More fields, or fewer", Short: "more", Help: "Opens and closes the fold with the fields that are seldom needed."},
		{Name: "cell.save", Title: "Save the value", Short: "save", Help: "Saves the value for good and closes the entry."},
		{Name: "cell.next", Title: "Save, next value", Short: "next", Help: "Saves the value and goes on to the next one."},
		{Name: "cell.prev", Title: "Save, previous value", Help: "Saves the value and goes back to the one before."},
		{Name: "cell.leave", Title: "Leave", Short: "leave", Help: "Closes the entry; the value stays as it was."},
		{Name: "rows.next", Title: "Next cell", Short: "cell", Help: "Goes to the next cell; behind the last one it makes a row."},
		{Name: "rows.prev", Title: "Previous cell", Help: "Goes to the cell before."},
		{Name: "rows.enter", Title: "Next row", Short: "row", Help: "Goes a row down, or makes one behind the last."},
		{Name: "rows.add", Title: "Add a row", Short: "add", Help: "Makes an empty row below this one."},
		{Name: "rows.remove", Title: "Remove the row", Short: "remove", Help: "Takes the row out of the list."},
		{Name: "rows.up", Title: "Move the row up", Help: "Changes places with the row above."},
		{Name: "rows.down", Title: "Move the row down", Short: "move", Help: "Changes places with the row below."},
		{Name: "rows.done", Title: "Done with the rows", Short: "done", Help: "Keeps the rows and goes back to the form."},
		{Name: "form.close", Title: "Close, keep a draft", Short: "close", Help: "Closes the form; what you typed waits as a draft."},
		{Name: "form.discard", Title: "Discard what was typed", Short: "discard", Help: "Closes the form and keeps no draft; the palette can bring it back until you leave the program."},
		{Name: "dialog.yes", Title: "Yes", Help: "Answers yes."},
		{Name: "dialog.no", Title: "No", Help: "Answers no."},
		{Name: "dialog.ok", Title: "Take the answer shown", Short: "ok", Help: "Takes the answer under the cursor."},
		{Name: "dialog.cancel", Title: "Cancel", Short: "cancel", Help: "Closes the question and changes nothing."},
	}
}

func fileDefs() []Def {
	return []Def{
		{Name: "mapping.take", Title: "Read the rows so", Short: "read", Help: "Reads the whole table as its columns are mapped, and shows what taking it would do."},
		{Name: "mapping.choose", Title: "Choose what the column becomes", Short: "field", Help: "Lists the fields that the column under the cursor can fill."},
		{Name: "mapping.skip", Title: "Leave the column out, or keep it", Short: "leave out", Help: "Leaves the column out; once more keeps it as a custom value."},
		{Name: "mapping.id", Title: "Know rows by this column", Short: "id", Help: "Makes the column the one by which a row is known again when the file comes once more."},
		{Name: "mapping.kind", Title: "Another kind of record", Short: "kind", Help: "Chooses what the rows become."},
		{Name: "mapping.sheet", Title: "Another sheet", Short: "sheet", Help: "Looks at another sheet of the spreadsheet."},
		{Name: "mapping.leave", Title: "Leave", Short: "leave", Help: "Closes the import; nothing is changed."},
		{Name: "path.take", Title: "Take this path", Short: "take", Help: "Goes on with the file at the path: reads it, or writes the list to it."},
		{Name: "path.complete", Title: "Complete the path", Short: "complete", Help: "Extends the path as far as there is one way to go on."},
		{Name: "path.leave", Title: "Leave", Short: "leave", Help: "Closes; nothing is read or written."},
	}
}
