package mspdi_test

import (
	"context"
	"fmt"
	"strings"

	"tandem/store/transfer/mspdi"
)

const small = `<Project xmlns="http://schemas.microsoft.com/project">
<Title>Move</Title>
<Tasks>
<Task><UID>0</UID><OutlineLevel>0</OutlineLevel><Name>Move</Name></Task>
<Task><UID>1</UID><OutlineLevel>1</OutlineLevel><Name>Pack</Name><Duration>PT16H0M0S</Duration><DurationFormat>7</DurationFormat></Task>
<Task><UID>2</UID><OutlineLevel>1</OutlineLevel><Name>Drive</Name><Duration>PT4H0M0S</Duration><DurationFormat>37</DurationFormat>
<Start>next week</Start>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>4800</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task>
</Tasks>
</Project>`

func ExampleRead() {
	plan, err := mspdi.Read(context.Background(), strings.NewReader(small), "move.xml", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, task := range plan.Tasks {
		if task.IsProject {
			continue
		}
		mark := ""
		if task.Duration.Estimated() {
			mark = "?"
		}
		fmt.Printf("%s: %gh%s\n", task.Name, task.Duration.Minutes()/60, mark)
		for _, link := range task.Links {
			lag, _ := link.LagSeconds()
			fmt.Printf("  %s task %d, %dh later\n", link.Type, link.PredecessorUID, lag/3600)
		}
	}
	for _, problem := range plan.Problems {
		fmt.Println(problem)
	}
	// Output:
	// Pack: 16h
	// Drive: 4h?
	//   FS task 1, 8h later
	// move.xml:7: Task 2 Start: "next week" is not a date like 2026-11-20T09:00:00; the field is left empty (warning)
}

func ExampleException_Expand() {
	plan, _ := mspdi.Read(context.Background(), strings.NewReader(`<Project><Calendars><Calendar><UID>1</UID><Exceptions><Exception>
<TimePeriod><FromDate>2026-12-24T00:00:00</FromDate><ToDate>2028-12-31T23:59:00</ToDate></TimePeriod>
<Type>2</Type><Month>11</Month><MonthDay>24</MonthDay><DayWorking>1</DayWorking>
<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes>
</Exception></Exceptions></Calendar></Calendars></Project>`), "x.xml", nil)
	for _, day := range plan.Calendars[0].Exceptions[0].Expand(2) {
		fmt.Println(day.Date, day.Working, day.Times)
	}
	// Output:
	// 2026-12-24T00:00:00 true [{28800 43200}]
	// 2027-12-24T00:00:00 true [{28800 43200}]
}
