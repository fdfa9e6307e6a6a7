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
        /// What ``ChildProcess/write(_:)`` is given.
        case written
    }

    public let processID: Int32
    private let outputFile: String
    private let errorFile: String
    private let ending: Ending
    private let input: FileHandle?

    /// The handler of the process's end outlives the object where nobody waits for it.
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
        let ending = Ending()
        self.ending = ending
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let pipe: Pipe?
        switch input {
        case .nothing:
            pipe = nil
            process.standardInput = FileHandle.nullDevice
        case .file(let handle):
            pipe = nil
            process.standardInput = handle
        case .written:
            pipe = Pipe()
            process.standardInput = pipe
        }
        process.standardOutput = try Self.newFile(outputFile)
        process.standardError = try Self.newFile(errorFile)
        process.terminationHandler = { process in
            let exit: Exit =
                process.terminationReason == .exit
                ? .status(process.terminationStatus) : .signal(process.terminationStatus)
            ending.exit.withLock { $0 = exit }
        }
        try process.runAlone()
        processID = process.processIdentifier
        self.input = pipe?.fileHandleForWriting
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
    public func waitForExit(within limit: Duration = .seconds(30)) async throws -> Exit {
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

extension Process {
    private static let starting = Mutex<Void>(())

    /// Starts the process while no other is being started: Foundation crashes now and then where two threads start
    /// one at the same moment.
    ///
    /// The process starts with no signal blocked: it would inherit those of the thread, which are nearly all, and a
    /// shell does not notice then that its children end.
    public func runAlone() throws {
        try Self.starting.withLock { _ in
            var (none, usual) = (sigset_t(), sigset_t())
            sigemptyset(&none)
            pthread_sigmask(SIG_SETMASK, &none, &usual)
            defer { pthread_sigmask(SIG_SETMASK, &usual, nil) }
            try run()
        }
    }
}
