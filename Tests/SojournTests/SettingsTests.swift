import Foundation
import RPCTransport
import ServiceKit
import Settings
import Testing

@testable import sojourn

@Suite("The settings")
struct SojournSettingsTests {
    @Test("are documented in etc/sojourn.yaml, every one with its default")
    func documented() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = try String(contentsOf: root.appendingPathComponent("etc/sojourn.yaml"), encoding: .utf8)
        #expect(
            file == SettingNames.catalogue.yaml,
            "run: swift run sojourn settings --template > etc/sojourn.yaml")
        // The file itself is valid, and says what holds without it.
        let path = root.appendingPathComponent("etc/sojourn.yaml").path
        let values = try LoadedSettings(SettingNames.catalogue, file: path, environment: [:])
        let defaults = try LoadedSettings(SettingNames.catalogue, file: nil, environment: [:])
        #expect(values.effective.map(\.value) == defaults.effective.map(\.value))
    }

    @Test("have the defaults that others rely on")
    func defaults() throws {
        let settings = try SojournSettings(file: nil, environment: [:])
        #expect(settings.httpHost == "127.0.0.1")
        #expect(settings.httpPort.http(for: Set(ServiceName.allCases)) == 8888)
        #expect(settings.httpPort.http(for: [.orderAPI, .travelAPI]) == 8888)
        #expect(settings.httpPort.http(for: [.orderAPI]) == 8001)
        #expect(settings.httpPort.http(for: [.usercenterAPI]) == 8004)
        #expect(settings.dataDirectory == "./data")
        #expect(settings.closeAfter == .seconds(1200))
        #expect(settings.timeZone.identifier == "Asia/Shanghai")
        #expect(settings.accessTokens.expiresAfter == .seconds(7 * 86_400))
        #expect(settings.rpc.endpoints[.orderRPC] == RPCEndpoint("127.0.0.1:9001"))
    }

    @Test(
        "that cannot be are refused by name",
        arguments: [
            ("SOJOURN_ORDER_CLOSE_AFTER", "20"), ("SOJOURN_ORDER_CLOSE_AFTER", "-1m"), ("SOJOURN_HTTP_PORT", "70000"),
            ("SOJOURN_TIME_ZONE", "Asia/Atlantis"), ("SOJOURN_PAYMENT_PROVIDER", "wechat"),
            ("SOJOURN_QUEUE_BACKEND", "rabbit"), ("SOJOURN_QUEUE_REDIS_URL", "http://localhost"),
            ("SOJOURN_DATABASE_URL", "mysql://x"),
            ("SOJOURN_RPC_ORDER_ENDPOINT", "9001"),
            ("SOJOURN_JWT_SECRET", "short"), ("SOJOURN_ORDER_CLOSE_AFTR", "20m"),
        ])
    func refused(_ variable: String, _ value: String) {
        let error = #expect(throws: SettingsError.self) {
            _ = try SojournSettings(file: nil, environment: [variable: value])
        }
        #expect("\(error.map(String.init(describing:)) ?? "")".contains(variable))
    }
}
