package neo4j

// Config is what a client needs to reach a server.
type Config struct {
	URI      string // bolt://127.0.0.1:PORT
	Username string
	Password string
	Database string
}

// Env returns the configuration as NAME=value, under the names that Neo4j's
// own tools and `policygraph` read.
func (c Config) Env() []string {
	return []string{
		"NEO4J_URI=" + c.URI,
		"NEO4J_USERNAME=" + c.Username,
		"NEO4J_PASSWORD=" + c.Password,
		"NEO4J_DATABASE=" + c.Database,
	}
}
