#if os(Linux)
    import Glibc

    /// Files that the kernel writes while they are read, so that their size is not known before.
    enum ProcFile {
        /// The whole file; `nil` where it cannot be read.
        static func text(_ path: String) -> String? {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            var bytes: [UInt8] = []
            while true {
                let chunk = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
                    count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
                }
                guard !chunk.isEmpty else { return String(decoding: bytes, as: UTF8.self) }
                bytes += chunk
            }
        }

        /// How many files a folder has, without the descriptor that looks.
        static func count(in path: String) -> Double? {
            guard let folder = opendir(path) else { return nil }
            defer { closedir(folder) }
            var count = 0
            while readdir(folder) != nil { count += 1 }
            // `.`, `..` and the folder itself, which is open.
            return Double(max(0, count - 3))
        }
    }
#endif
