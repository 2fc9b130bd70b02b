package console

import (
	"syscall"
	"unsafe"
)

// Columns answers how wide the console is.
func Columns() int {
	kernel := syscall.NewLazyDLL("kernel32.dll")
	var info [11]int16
	handle, _, _ := kernel.NewProc("GetStdHandle").Call(^uintptr(10))
	kernel.NewProc("GetConsoleScreenBufferInfo").Call(handle, uintptr(unsafe.Pointer(&info[0])))
	return int(info[0])
}
