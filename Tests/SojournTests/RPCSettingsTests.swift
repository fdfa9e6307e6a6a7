import RPCTransport
import ServiceKit
import Settings
import Testing

@testable import sojourn

@Suite("The gRPC settings")
struct RPCSettingsTests {
    private func settings(_ environment: [String: String]) throws -> RPCSettings {
        try SojournSettings(file: nil, environment: environment).rpc
    }

    @Test("have the defaults that others rely on")
    func defaults() throws {
        let rpc = try settings([:])
        #expect(rpc.host == "127.0.0.1")
        #expect(rpc.port == .auto)
        #expect(rpc.kit.channel.timeout == .seconds(3))
        #expect(rpc.kit.channel.tls == nil && rpc.kit.server.tls == nil)
        #expect(rpc.endpoints.count == 5)
    }

    @Test("give each service its port")
    func ports() throws {
        let port = try settings([:]).port
        #expect(try port.number(for: .orderRPC, among: [.orderRPC, .travelRPC]) == 9001)
        #expect(try port.number(for: .travelRPC, among: [.orderRPC, .travelRPC]) == 9003)
        let given = try settings(["SOJOURN_RPC_PORT": "9011"]).port
        #expect(try given.number(for: .orderRPC, among: [.orderRPC, .orderMQ, .orderAPI]) == 9011)
        let free = try settings(["SOJOURN_RPC_PORT": "0"]).port
        #expect(try free.number(for: .orderRPC, among: [.orderRPC, .travelRPC]) == 0)
    }

    @Test("that give one port to several services are refused, with what to do")
    func onePortForTwo() throws {
        let given = try settings(["SOJOURN_RPC_PORT": "9011"]).port
        let error = #expect(throws: StartError.self) {
            _ = try given.number(for: .orderRPC, among: [.orderRPC, .travelRPC])
        }
        let text = error?.description ?? ""
        for part in ["rpc.port", "9011", "order-rpc, travel-rpc", "SOJOURN_RPC_PORT", "auto"] {
            #expect(text.contains(part))
        }
    }

    @Test("take several servers, and a name")
    func endpoints() throws {
        let rpc = try settings([
            "SOJOURN_RPC_ORDER_ENDPOINT": "a:1,b:2", "SOJOURN_RPC_TRAVEL_ENDPOINT": "dns:travel-rpc.shop.svc:9003",
        ])
        #expect(rpc.endpoints[.orderRPC] == RPCEndpoint("a:1,b:2"))
        #expect(rpc.endpoints[.travelRPC] == .name(HostAndPort(host: "travel-rpc.shop.svc", port: 9003)))
    }

    @Test(
        "that cannot be are refused by name",
        arguments: [
            ("SOJOURN_RPC_PORT", "65536"), ("SOJOURN_RPC_PORT", "+1"), ("SOJOURN_RPC_PORT", "own"),
            ("SOJOURN_RPC_TIMEOUT", "3"), ("SOJOURN_RPC_TIMEOUT", "0s"), ("SOJOURN_RPC_KEEPALIVE", "off"),
            ("SOJOURN_RPC_MAX_CONNECTION_AGE", "-1s"), ("SOJOURN_RPC_RESOLVE_EVERY", "1"),
            ("SOJOURN_RPC_LONGEST_CALL", "0ms"), ("SOJOURN_RPC_MAX_CALLS", "0"), ("SOJOURN_RPC_MAX_CALLS", "many"),
            ("SOJOURN_RPC_BREAKER", "off"), ("SOJOURN_RPC_SHEDDING", "1"),
            ("SOJOURN_RPC_TRAVEL_ENDPOINT", "travel-rpc"), ("SOJOURN_RPC_TRAVEL_ENDPOINT", "a:1,a:1"),
            ("SOJOURN_RPC_TRAVEL_ENDPOINT", "dns:travel-rpc"),
            ("SOJOURN_RPC_TRAVEL_ENDPOINT", "http://travel-rpc:9003"),
        ])
    func refused(_ variable: String, _ value: String) {
        let error = #expect(throws: SettingsError.self) { _ = try settings([variable: value]) }
        #expect("\(error.map(String.init(describing:)) ?? "")".contains(variable))
    }

    @Test("turn the parts of the kit off that are on by default")
    func parts() throws {
        let standard = try settings([:]).kit
        #expect(standard.serverParts.shedding && standard.serverParts.metrics && standard.serverParts.traces)
        #expect(standard.clientParts.breaker && standard.clientParts.metrics && standard.clientParts.traces)
        #expect(standard.serverParts.maximumCalls == 10_000)
        #expect(standard.server.longestCall == .seconds(60))
        let off = try settings([
            "SOJOURN_RPC_SHEDDING": "false", "SOJOURN_RPC_BREAKER": "false", "SOJOURN_RPC_METRICS": "false",
            "SOJOURN_RPC_TRACES": "false",
        ]).kit
        #expect(!off.serverParts.shedding && !off.serverParts.metrics && !off.serverParts.traces)
        #expect(!off.clientParts.breaker && !off.clientParts.metrics && !off.clientParts.traces)
    }

    @Test("for TLS are set together or not at all, and name the file that is not there")
    func tls() {
        let variables = ["CA", "CERTIFICATE", "KEY"].map { "SOJOURN_RPC_TLS_\($0)_FILE" }
        for missing in variables {
            let environment = Dictionary(
                uniqueKeysWithValues: variables.filter { $0 != missing }.map { ($0, "/x.pem") })
            let error = #expect(throws: StartError.self) { _ = try settings(environment) }
            #expect(error?.description.contains("set together or not at all") == true)
        }
        let all = Dictionary(uniqueKeysWithValues: variables.map { ($0, "/nowhere.pem") })
        let error = #expect(throws: StartError.self) { _ = try settings(all) }
        #expect(error?.description == "rpc.tls.caFile: /nowhere.pem: No such file or directory")
    }
}
