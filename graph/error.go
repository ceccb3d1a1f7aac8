package graph

import (
	"context"
	"errors"
	"fmt"
)

// Code says what sort of thing went wrong, for programs; the message says it
// for people.
type Code string

// The codes of errors.
const (
	CodeInvalid     Code = "invalid"     // the request makes no sense as it stands
	CodeNotFound    Code = "not_found"   // something named does not exist
	CodeLimit       Code = "limit"       // the answer would be larger than is allowed
	CodeTimeout     Code = "timeout"     // it took longer than is allowed
	CodeUnavailable Code = "unavailable" // the store cannot be reached or holds no dataset; trying again may help
	CodeConflict    Code = "conflict"    // somebody else is doing what excludes this
	CodeInternal    Code = "internal"    // a fault of the program
)

// Error is the one error type that stores and readers return.
type Error struct {
	Code    Code
	Message string // what, where, and what to do; shown to users
	Err     error  // the cause, for the log; may be nil
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an [Error]; a trailing %w becomes its cause.
func Errorf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	cause := errors.Unwrap(err)
	return &Error{Code: code, Message: messageWithout(err.Error(), cause), Err: cause}
}

func messageWithout(whole string, cause error) string {
	if cause == nil {
		return whole
	}
	tail := ": " + cause.Error()
	if len(whole) > len(tail) && whole[len(whole)-len(tail):] == tail {
		return whole[:len(whole)-len(tail)]
	}
	return whole
}

// CodeOf returns the code of the first [Error] in err's chain; a context's end
// is a timeout, anything else internal. It is "" for nil.
func CodeOf(err error) Code {
	var e *Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Code
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return CodeTimeout
	default:
		return CodeInternal
	}
}
