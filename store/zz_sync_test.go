package store
import ("testing";"fmt";"os";"path/filepath";"tandem/model")
func TestZZSync(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "tandem.db"), newClock())
	fillWith(t, s, 10000)
	os.Stderr.WriteString("MARK start\n")
	for i := range 100 { if _, err := edit(s, "Rename", func(e *model.Edit) error { return e.Set(model.NewID("T", 5000), "name", fmt.Sprint("Task ", i)) }); err != nil { t.Fatal(err) } }
	os.Stderr.WriteString("MARK end\n")
}
