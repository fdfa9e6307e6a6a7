import Foundation
import Logging

/// Says that the process takes requests, and what to try next.
struct ReadyLine {
    let services: Set<ServiceName>
    let addresses: ServingAddresses

    /// On a terminal a few lines for a person, in any case a line of the log.
    func announce(logger: Logger) {
        let names = ServiceName.allCases.filter(services.contains).map(\.rawValue).joined(separator: " ")
        let metricsURL = addresses.admin.map { $0.url + "/metrics" } ?? "off"
        logger.notice(
            "ready",
            metadata: [
                "url": "\(addresses.http?.url ?? "-")", "rpc": "\(addresses.rpcText)", "metrics": "\(metricsURL)",
                "services": "\(names)",
            ])
        guard isatty(STDOUT_FILENO) == 1, let url = addresses.http?.url else { return }
        print(
            """

              Sojourn is ready: \(url)

              Browse:  curl -s \(url)/travel/v1/homestay/homestayList -d '{"page":1,"pageSize":5}'
              Story:   \(CommandLine.arguments[0]) demo --url \(url)
              Metrics: \(metricsURL)
              Stop:    Ctrl-C

            """)
    }
}
