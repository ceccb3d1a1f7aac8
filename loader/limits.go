package loader

// What bounds the work that one file can cause, whatever is in it.
const (
	// maxYAML is the size of a YAML file. YAML is for hands; a parsed file takes
	// some hundred times its size.
	maxYAML = 8 << 20
	// maxYAMLMarks bounds the values in a YAML file, by the characters without
	// which there cannot be many.
	maxYAMLMarks = 250_000
	// maxLine is the length of a line of JSONL, and so of a record.
	maxLine = 1 << 20
	// maxDepth is how deep values nest. A dataset's own files need 6.
	maxDepth = 16
	// maxKeys is how many keys a map has; records have at most some 25.
	maxKeys = 100
)
