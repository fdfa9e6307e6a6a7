import CSpawn
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Starts programs.
///
/// Not with Foundation's `Process`: on Linux it reads past the end of a buffer, and crashes now and then, when this
/// process has many hundreds of files open. It has when all tests run side by side.
enum Spawning {
    /// Starts a program that inherits nothing but three descriptors, in a process group of its own: what is done to
    /// its group is not done to us.
    ///
    /// - Parameters:
    ///   - environment: all of its environment.
    ///   - folder: its working directory; `nil` for ours.
    /// - Returns: the process's id. The caller waits for its end.
    static func start(
        _ executable: URL, _ arguments: [String], environment: [String: String], in folder: String?, input: Int32,
        output: Int32, errors: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in [input, output, errors].enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        posix_spawn_file_actions_addclosefrom_np(&actions, 3)
        if let folder { posix_spawn_file_actions_addchdir_np(&actions, folder) }

        var attributes = freshAttributes()
        defer { posix_spawnattr_destroy(&attributes) }
        var process: pid_t = 0
        let result = withCStrings([executable.path] + arguments) { arguments in
            withCStrings(environment.map { "\($0)=\($1)" }) { environment in
                posix_spawn(&process, executable.path, &actions, &attributes, arguments, environment)
            }
        }
        guard result == 0 else {
            throw NeverHappened(
                description: "\(executable.path) cannot be started: \(String(cString: strerror(result)))")
        }
        return process
    }

    /// Waits for a process's end. It blocks. The id remains the process's until it is reaped.
    static func waitForEnd(of process: pid_t) {
        var info = siginfo_t()
        // It can only be interrupted: the process is ours, and nobody else waits for it.
        while waitid(P_PID, id_t(process), &info, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    }

    /// How a process ended that has ended.
    static func reap(_ process: pid_t) -> ChildProcess.Exit {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        // As C's macros take it apart.
        let signal = status & 0x7F
        return signal == 0 ? .status(status >> 8 & 0xFF) : .signal(signal)
    }

    /// A process group of its own, and no signal blocked or ignored. On a thread of ours nearly all are blocked, and a
    /// shell does not notice then that its children end.
    private static func freshAttributes() -> posix_spawnattr_t {
        var attributes = posix_spawnattr_t()
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_init(&attributes)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
        return attributes
    }

    /// The texts as C has them, in an array that ends with null.
    private static func withCStrings<Value>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
    ) -> Value {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
