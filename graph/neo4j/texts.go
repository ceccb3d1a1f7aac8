package neo4j

import "sync"

// textCache caches the texts of statements for claims by shape: one can be 20 kB long.
type textCache struct {
	mu    sync.RWMutex
	texts map[textKey]string
}

type textKey struct {
	claimShape
	use textUse
}

// maxTexts limits the cache, since users' filters determine shapes.
const maxTexts = 2000

func (c *textCache) of(shape claimShape, use textUse) string {
	key := textKey{shape, use}
	c.mu.RLock()
	text, ok := c.texts[key]
	c.mu.RUnlock()
	if ok {
		return text
	}
	text = use.text(shape)
	c.mu.Lock()
	if c.texts == nil || len(c.texts) >= maxTexts {
		c.texts = map[textKey]string{}
	}
	c.texts[key] = text
	c.mu.Unlock()
	return text
}

// textUse selects one of the statements for a shape.
type textUse int

const (
	useClaims textUse = iota
	useList
	useCount
	useListCount
)

func (u textUse) text(s claimShape) string {
	switch u {
	case useList:
		return s.listText()
	case useCount:
		return s.countText()
	case useListCount:
		return s.listCountText()
	default:
		return s.text()
	}
}
