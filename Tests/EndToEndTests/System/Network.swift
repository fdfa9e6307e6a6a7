/// A loopback address of a test's own, on which its processes find each other.
///
/// Each address has ports of its own, and a random one is nobody else's; only Linux has them all.
struct Network {
    private static let services = ["ORDER", "PAYMENT", "TRAVEL", "USERCENTER", "MQUEUE"]

    let host = "127.\(Int.random(in: 1...254)).\(Int.random(in: 1...254)).\(Int.random(in: 1...254))"

    /// What all processes of a system share.
    /// - Parameter changes: settings beside those of the network.
    func settings(_ changes: [String: String] = [:]) -> [String: String] {
        var settings = [
            "RPC_HOST": host, "JWT_SECRET": String(repeating: "k", count: 32),
            "PAYMENT_SANDBOX_SECRET": String(repeating: "p", count: 32),
        ]
        for (number, name) in Self.services.enumerated() {
            settings["RPC_\(name)_ENDPOINT"] = "\(host):\(9001 + number)"
        }
        return settings.merging(changes) { $1 }
    }
}
