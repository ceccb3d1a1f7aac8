package encoding

// Limits on the work that one file can cause.
const (
	// MaxYAML is the size of a YAML file. YAML is written by hand; parsing takes some
	// hundred times the size of the file.
	MaxYAML = 8 << 20
	// MaxYAMLMarks limits the number of values in a YAML file, by counting characters
	// that separate them.
	MaxYAMLMarks = 250_000
	// MaxLine is the length of a line of JSONL, and so of a record.
	maxLine = 1 << 20
	// MaxDepth is how deep values may nest. Records need 6 levels.
	MaxDepth = 16
	// maxKeys is the number of keys in a map; records have some 25 at most.
	maxKeys = 100
)
