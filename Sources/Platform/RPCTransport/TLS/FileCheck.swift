#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Says why a file cannot be read.
enum FileCheck {
    /// What the system says; `nil` where the file can be read.
    static func problem(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        close(descriptor)
        return nil
    }
}
