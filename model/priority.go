package model

import "strings"

// PriorityNamed is what trackers call a priority as the number that Microsoft Project gives one, 0 to
// 1000, of which 500 is the usual; 0 for a word that is none. Imports write it, filters read it.
func PriorityNamed(word string) int {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "blocker", "critical", "highest", "urgent", "p0", "p1", "kritisch", "h+":
		return 900
	case "major", "high", "p2", "h", "hoch":
		return 700
	case "medium", "normal", "moderate", "p3", "m", "mittel":
		return 500
	case "minor", "low", "p4", "l", "niedrig":
		return 300
	case "trivial", "lowest", "p5":
		return 100
	}
	return 0
}
