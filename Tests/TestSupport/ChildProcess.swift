public import Foundation
import Synchronization

/// A program that runs beside a test. What it writes goes to two files.
public final class ChildProcess: Sendable {
    /// How a process ended.
    public enum Exit: Sendable, Hashable {
        case status(Int32)
        case signal(Int32)
    }

    /// What a process reads from its standard input.
    public enum Input {
        case nothing
        case file(FileHandle)
        /// What ``ChildProcess/write(_:)`` is given, until ``ChildProcess/endInput()`` or the end of this process.
        case written
    }

    public let processID: Int32
    private let outputFile: String
    private let errorFile: String
    private let ending: Ending
    private let input: FileHandle?

    /// The thread that waits for the process's end outlives the object where nobody waits for it.
    private final class Ending: Sendable {
        let exit = Mutex<Exit?>(nil)
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - environment: all of its environment: nothing is inherited.
    ///   - folder: its working directory, which also takes `name.out` and `name.err`.
    ///   - input: what it reads from its standard input.
    public init(
        _ executable: URL, _ arguments: [String], environment: [String: String], in folder: String, name: String,
        input: Input = .nothing
    ) throws {
        outputFile = "\(folder)/\(name).out"
        errorFile = "\(folder)/\(name).err"
        let (output, errors) = (try Self.newFile(outputFile), try Self.newFile(errorFile))
        let reading: FileHandle
        switch input {
        case .nothing:
            (reading, self.input) = (.nullDevice, nil)
        case .file(let file):
            (reading, self.input) = (file, nil)
        case .written:
            let pipe = Pipe()
            (reading, self.input) = (pipe.fileHandleForReading, pipe.fileHandleForWriting)
        }
        processID = try Spawning.start(
            executable, arguments, environment: environment, in: folder, input: reading.fileDescriptor,
            output: output.fileDescriptor, errors: errors.fileDescriptor)
        ending = Self.awaitEnd(of: processID)
    }

    /// Starts a program in a terminal, which takes what it writes.
    public init(
        _ executable: URL, _ arguments: [String], environment: [String: String], terminal: Int32
    ) throws {
        (outputFile, errorFile, input) = ("", "", nil)
        processID = try Spawning.start(
            executable, arguments, environment: environment, in: nil, input: terminal, output: terminal,
            errors: terminal)
        ending = Self.awaitEnd(of: processID)
    }

    private static func awaitEnd(of process: Int32) -> Ending {
        let ending = Ending()
        Thread.detachNewThread {
            Spawning.waitForEnd(of: process)
            // Until then the number is no other process's, so that a signal goes to this one or to none.
            ending.exit.withLock { $0 = Spawning.reap(process) }
        }
        return ending
    }

    /// How the process ended; `nil` while it runs.
    public var exit: Exit? { ending.exit.withLock { $0 } }

    /// What it has written to its standard output.
    public var output: String { Self.text(of: outputFile) }

    /// What it has written to its standard error.
    public var errors: String { Self.text(of: errorFile) }

    /// Sends a signal, unless the process has ended.
    public func send(_ signal: Int32) {
        ending.exit.withLock { exit in
            if exit == nil { kill(processID, signal) }
        }
    }

    /// Writes a line to its standard input.
    public func write(_ line: String) throws {
        try input?.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// Ends its standard input.
    public func endInput() throws {
        try input?.close()
    }

    /// Waits for the process's end.
    /// - Throws: ``NeverHappened`` after `limit`.
    public func waitForExit(within limit: Duration = .seconds(60)) async throws -> Exit {
        var exit: Exit?
        try await eventually("process \(processID) ends", within: limit) {
            exit = self.exit
            return exit != nil
        }
        return exit ?? .status(0)
    }

    private static func newFile(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    private static func text(of file: String) -> String {
        // A folder that is gone has nothing to tell.
        String(decoding: (try? Data(contentsOf: URL(fileURLWithPath: file))) ?? Data(), as: UTF8.self)
    }
}
