package graph

import (
	"context"
	"errors"
	"fmt"
)

// Code classifies an error for programs; the message explains it to people.
type Code string

// The codes of errors.
const (
	CodeInvalid     Code = "invalid"     // the request is malformed or contradicts itself
	CodeNotFound    Code = "not_found"   // a record or file that the request names does not exist
	CodeLimit       Code = "limit"       // the request or its answer is larger than allowed
	CodeTimeout     Code = "timeout"     // it took longer than allowed, or was canceled
	CodeUnavailable Code = "unavailable" // the store cannot be reached or holds no dataset; trying again may help
	CodeConflict    Code = "conflict"    // another operation under way excludes this one
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

// Errorf returns an [Error] with a formatted message; a trailing %w becomes its
// cause.
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

// CodeOf returns the code of the first [Error] in err's chain. Without one, a
// canceled or expired context is [CodeTimeout], any other error [CodeInternal], and
// nil "".
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
