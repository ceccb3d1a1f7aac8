// Package seeds is the first dataset: what documents on industrial policy in
// Shandong say, as files that the loader reads.
package seeds

import "embed"

// Files is the dataset's directory. It holds facts, pointers and notes; the
// documents themselves are not in it.
//
//go:embed dataset.yaml indicators.yaml entities documents
var Files embed.FS
