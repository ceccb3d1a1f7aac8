package encoding

// What bounds the work that one file can cause, whatever is in it.
const (
	// MaxYAML is the size of a YAML file. YAML is for hands; a parsed file takes
	// some hundred times its size.
	MaxYAML = 8 << 20
	// MaxYAMLMarks bounds the values in a YAML file, by the characters without
	// which there cannot be many.
	MaxYAMLMarks = 250_000
	// maxLine is the length of a line of JSONL, and so of a record.
	maxLine = 1 << 20
	// MaxDepth is how deep values nest. A dataset's own files need 6.
	MaxDepth = 16
	// maxKeys is how many keys a map has; records have at most some 25.
	maxKeys = 100
)
