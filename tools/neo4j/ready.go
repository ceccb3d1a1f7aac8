package neo4j

import (
	"context"
	"errors"
	"net"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	driverconfig "github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// What every new server lets in, and only to change it.
const initialPassword = "neo4j"

var errEnded = errors.New("it ended")

// waitReady returns when the server has answered a query as the configured
// user. A new server gets the configured password on the way.
func (s *Server) waitReady(ctx context.Context, p *process) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	passwordSet := false
	for {
		err := s.answers(ctx)
		if isUnauthorized(err) && !passwordSet {
			// Three wrong passwords lock the user out for a while: one try.
			passwordSet = true
			err = s.setPassword(ctx)
			if err == nil {
				continue
			}
		}
		if err == nil {
			return nil
		}
		if isUnauthorized(err) {
			return err
		}
		select {
		case <-p.exited:
			return errors.Join(errEnded, p.err)
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// answers asks one query over a connection of its own: a driver that has once
// seen the password refused, or due for change, does not recover.
func (s *Server) answers(ctx context.Context) error {
	// Cheaper than a driver, and no lines in the server's log.
	conn, err := net.DialTimeout("tcp", s.address, time.Second)
	if err != nil {
		return err
	}
	_ = conn.Close()
	return s.run(ctx, s.Password, s.Database, "RETURN 1", nil)
}

func (s *Server) setPassword(ctx context.Context) error {
	return s.run(ctx, initialPassword, "system", "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
		map[string]any{"old": initialPassword, "new": s.Password})
}

func (s *Server) run(ctx context.Context, password, database, query string, params map[string]any) (err error) {
	d, err := driver.NewDriverWithContext(s.URI, driver.BasicAuth(s.Username, password, ""), func(c *driverconfig.Config) {
		c.TelemetryDisabled = true
		c.SocketConnectTimeout = 5 * time.Second
	})
	if err != nil {
		return err
	}
	defer d.Close(ctx)
	session := d.NewSession(ctx, driver.SessionConfig{DatabaseName: database})
	defer session.Close(ctx)
	result, err := session.Run(ctx, query, params)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

func isUnauthorized(err error) bool {
	var refused *driver.Neo4jError
	return errors.As(err, &refused) && refused.Code == "Neo.ClientError.Security.Unauthorized"
}
