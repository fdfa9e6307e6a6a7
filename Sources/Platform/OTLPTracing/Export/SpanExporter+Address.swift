import Foundation

extension SpanExporter.Configuration {
    /// The path that OTLP gives traces.
    private static let path = "/v1/traces"

    /// The address for traces below a collector's; `nil` where it is no http address.
    static func address(from endpoint: String) -> String? {
        guard var url = URLComponents(string: endpoint), url.scheme == "http" || url.scheme == "https",
            let host = url.host, !host.isEmpty
        else { return nil }
        while url.path.hasSuffix("/") { url.path.removeLast() }
        if !url.path.hasSuffix(path) { url.path += path }
        return url.string
    }
}
