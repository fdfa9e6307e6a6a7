import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Looks names up with the system's resolver.
enum NameLookup {
    /// Why a name has no addresses.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Every address of a name, each with the name's port, in no particular order.
    ///
    /// The resolver blocks, so it runs on a thread of its own pool.
    /// - Throws: ``Failure`` if the name does not exist or no name server answers.
    static func addresses(of name: HostAndPort) async throws -> [HostAndPort] {
        try await NIOThreadPool.singleton.runIfActive { try lookUp(name) }
    }

    private static func lookUp(_ name: HostAndPort) throws -> [HostAndPort] {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(name.host, nil, &hints, &first)
        guard status == 0 else {
            throw Failure(description: "\(name.host): \(String(cString: gai_strerror(status)))")
        }
        defer { freeaddrinfo(first) }
        var addresses: [HostAndPort] = []
        var next = first
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let host = numericHost(entry) else { continue }
            let address = HostAndPort(host: host, port: name.port)
            if !addresses.contains(address) { addresses.append(address) }
        }
        return addresses
    }

    private static func numericHost(_ entry: addrinfo) -> String? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let status = getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        guard status == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
