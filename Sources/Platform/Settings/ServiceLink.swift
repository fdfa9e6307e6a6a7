/// The variables with which Kubernetes describes each service of a namespace to every pod.
///
/// They are named after the service, so that a service `sojourn` or `sojourn-http` brings variables that look like
/// settings: `SOJOURN_SERVICE_HOST`, `SOJOURN_HTTP_PORT=tcp://10.0.0.1:8888`.
enum ServiceLink {
    private static let protocols = ["tcp", "udp", "sctp"]

    static func matches(_ variable: String, _ value: String) -> Bool {
        if variable.hasSuffix("_SERVICE_HOST") || variable.hasSuffix("_SERVICE_PORT") { return true }
        if variable.contains("_SERVICE_PORT_") { return true }
        if variable.hasSuffix("_PORT"), protocols.contains(where: { value.hasPrefix("\($0)://") }) { return true }
        // …_PORT_8888_TCP, and the same with _PROTO, _PORT and _ADDR after it.
        let parts = variable.split(separator: "_")
        return parts.indices.dropLast(2).contains { index in
            parts[index] == "PORT" && Int(parts[index + 1]) != nil
                && protocols.contains(parts[index + 2].lowercased())
        }
    }
}
