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
	// maxDocument is the size of a document's file.
	maxDocument = 16 << 20
	// maxName is how many characters a name has. Lists are in the order of names, and
	// an index takes no key of more than some 8,000 bytes.
	maxName = 500
	// maxKeys is how many keys a map has; records have at most some 25.
	maxKeys = 100
	// maxExpansion is how many statements one record's lists may stand for,
	// times the pointers of each.
	maxExpansion = 10_000
	// maxCycles is how many cycles are looked for in a hierarchy.
	maxCycles = 100
	// maxProblems is how many problems are kept and printed.
	maxProblems = 1000
	// maxSuggestions is how often the nearest of many known names is looked for,
	// which takes time in proportion to how many there are.
	maxSuggestions = 100
)
