/// What `rpc.port` may be.
enum RPCPort: Sendable, Hashable {
    /// The port of each service, 9001 to 9005.
    case auto
    /// For a process that serves one service over gRPC. 0 takes a free one, for each service where there are several.
    case number(Int)

    /// `nil` where `text` is neither.
    init?(_ text: String) {
        if text == "auto" {
            self = .auto
            return
        }
        // `+1` and `010` mean different things to different readers.
        guard let number = Int(text), "\(number)" == text, (0...65535).contains(number) else { return nil }
        self = .number(number)
    }

    /// The port of a service.
    /// - Parameter services: those that the process runs.
    /// - Throws: `StartError` where the setting gives one port to several services.
    func number(for service: ServiceName, among services: Set<ServiceName>) throws(StartError) -> Int {
        switch self {
        case .auto: return service.rpcPort ?? 0
        case .number(let number):
            let served = ServiceName.allCases.filter { services.contains($0) && $0.rpcPort != nil }
            guard served.count > 1, number != 0 else { return number }
            throw StartError(
                """
                rpc.port: \(number) is one port, and this process serves \(served.count) services over gRPC \
                (\(served.map(\.rawValue).joined(separator: ", "))): set SOJOURN_RPC_PORT to auto, or run each in a \
                process of its own
                """)
        }
    }
}
