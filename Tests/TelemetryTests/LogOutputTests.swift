import Foundation
import Synchronization
import Testing

@testable import Telemetry

@Suite("Log output")
struct LogOutputTests {
    @Test("lines of many threads do not mix, even where the pipe takes them in parts")
    func wholeLines() throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        // Far longer than the pipe is deep, and a writer that is told "again" instead of being blocked.
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        let output = LogOutput(fileDescriptor: descriptor)
        let lineLength = 100_000
        let writers = 4
        let linesEach = 5

        let running = Mutex(writers)
        for writer in 0..<writers {
            Thread.detachNewThread {
                let line =
                    [UInt8](repeating: UInt8(ascii: "a") + UInt8(writer), count: lineLength) + [UInt8(ascii: "\n")]
                for _ in 0..<linesEach { output.write(line) }
                let left = running.withLock { running in
                    running -= 1
                    return running
                }
                if left == 0 { pipe.fileHandleForWriting.closeFile() }
            }
        }
        let text = try pipe.fileHandleForReading.readToEnd() ?? Data()
        let lines = text.split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == writers * linesEach)
        #expect(lines.allSatisfy { $0.count == lineLength && Set($0).count == 1 })
        #expect(output.lostLines == 0)
    }

    @Test("a line that cannot be written is counted, and the next one is tried")
    func lostLines() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let output = LogOutput(fileDescriptor: full)
        output.write(Array("x\n".utf8))
        output.write(Array("y\n".utf8))
        #expect(output.lostLines == 2)
        #expect(!output.isTerminal)
    }

    @Test("a descriptor that is not open loses lines, and nothing else")
    func closed() {
        let output = LogOutput(fileDescriptor: -1)
        output.write(Array("x\n".utf8))
        #expect(output.lostLines == 1)
    }
}

/// Runs `body` with an output that is a terminal: the controlling side of a new pseudo terminal.
func withPseudoTerminal(_ body: (LogOutput) throws -> Void) throws {
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(terminal >= 0)
    defer { close(terminal) }
    try body(LogOutput(fileDescriptor: terminal))
}
