import Settings
import Testing

@testable import sojourn

@Suite("The metrics port")
struct MetricsPortTests {
    private func settings(_ value: String) throws -> SojournSettings {
        try SojournSettings(file: nil, environment: ["SOJOURN_METRICS_PORT": value])
    }

    @Test("is 9464 where a process runs several services, and the service's own where it runs one")
    func auto() throws {
        let port = try SojournSettings(file: nil, environment: [:]).metricsPort
        #expect(port.number(for: Set(ServiceName.allCases)) == 9464)
        #expect(port.number(for: [.orderRPC, .orderMQ]) == 9464)
        #expect(port.number(for: [.orderAPI]) == 4001)
        #expect(port.number(for: [.scheduler]) == 4011)
        #expect(Set(ServiceName.allCases.map { port.number(for: [$0]) }) == Set((4001...4011).map { $0 }))
    }

    @Test("can be given, and switched off")
    func given() throws {
        #expect(try settings("9500").metricsPort.number(for: [.orderAPI]) == 9500)
        #expect(try settings("0").metricsPort == .served(.number(0)))
        #expect(try settings("off").metricsPort.number(for: [.orderAPI]) == nil)
    }

    @Test(
        "that cannot be is refused by name", arguments: ["-1", "65536", "+80", "0080", "OFF", "none", "9464 ", "http"])
    func refused(_ value: String) {
        let error = #expect(throws: SettingsError.self) { _ = try settings(value) }
        #expect("\(error.map(String.init(describing:)) ?? "")".contains("SOJOURN_METRICS_PORT"))
    }
}
