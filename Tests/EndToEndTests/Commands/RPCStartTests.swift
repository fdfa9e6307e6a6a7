import Foundation
import TestSupport
import Testing

#if os(Linux)
    extension EndToEnd {
        @Suite("Serving gRPC")
        struct RPCStartTests {
            @Test("the ready line says where, be the port the service's own, given, or a free one")
            func readyLine() async throws {
                let network = Network()
                try await Installation.with(network.settings()) { installation in
                    let own = try await installation.serve(["travel-rpc"])
                    #expect(try own.rpc == "travel-rpc=\(network.host):9003")
                    let given = try await installation.serve(["travel-rpc"], settings: ["RPC_PORT": "9013"])
                    #expect(try given.rpc == "travel-rpc=\(network.host):9013")
                    let free = try await installation.serve(
                        ["travel-rpc", "usercenter-rpc"], settings: ["RPC_PORT": "0"])
                    let places = try free.rpc.split(separator: " ")
                    #expect(places.map { $0.split(separator: "=")[0] } == ["travel-rpc", "usercenter-rpc"])
                    #expect(places.allSatisfy { $0.contains(network.host) && !$0.hasSuffix(":0") })
                }
            }

            @Test("a port that is taken is an error that names the setting, the address and what to do")
            func portTaken() async throws {
                let network = Network()
                try await Installation.with(network.settings()) { installation in
                    _ = try await installation.serve(["travel-rpc"])
                    let (exit, _, errors) = try await installation.run("serve", "travel-rpc")
                    #expect(exit == .status(1))
                    for part in ["rpc.port", "\(network.host):9003", "travel-rpc", "in use", "SOJOURN_RPC_PORT"] {
                        #expect(errors.contains(part), "\(errors)")
                    }
                }
            }

            @Test(
                "a port, a host or files that cannot be are named",
                arguments: [
                    (["travel-rpc", "order-rpc"], "RPC_PORT", "9013", "rpc.port: 9013 is one port"),
                    (["travel-rpc"], "RPC_HOST", "no-such-host.invalid", "rpc.host: no-such-host.invalid"),
                    (["travel-rpc"], "RPC_HOST", "192.0.2.1", "rpc.host: 192.0.2.1"),
                    (["travel-rpc"], "RPC_TLS_CA_FILE", "/ca.pem", "rpc.tls.certificateFile, rpc.tls.keyFile"),
                    (["travel-api"], "RPC_TRAVEL_ENDPOINT", "dns:travel-rpc", "rpc.travel.endpoint"),
                ])
            func refused(_ services: [String], _ variable: String, _ value: String, _ message: String) async throws {
                try await Installation.with(Network().settings(), seeded: false) { installation in
                    let (exit, _, errors) = try await installation.run(
                        ["serve"] + services, settings: [variable: value])
                    #expect(exit == .status(1) || exit == .status(64) || exit == .status(78), "\(exit)")
                    #expect(errors.contains(message), "\(errors)")
                }
            }

            @Test("with certificates, processes of one authority call each other, and others are refused")
            func encrypted() async throws {
                let network = Network()
                try await Installation.with(network.settings()) { installation in
                    let hosts = "IP:\(network.host)"
                    let own = try await Certificates(in: installation.folder, name: "own", hosts: hosts)
                    let other = try await Certificates(in: installation.folder, name: "other", hosts: hosts)
                    _ = try await installation.serve(["travel-rpc"], settings: own.settings)
                    let apis = [
                        try await installation.serve(["travel-api"], settings: own.settings).api,
                        try await installation.serve(["travel-api"], settings: other.settings).api,
                        try await installation.serve(["travel-api"]).api,
                    ]
                    for (api, status) in zip(apis, [200, 503, 503]) {
                        let reply = try await api.post(Path.homestay, #"{"id":1}"#)
                        #expect(reply.status == status, "\(reply)")
                    }
                    let missing = try await installation.run(
                        ["serve", "travel-rpc"],
                        settings: own.settings.merging(["RPC_TLS_KEY_FILE": "/nowhere.key"]) { $1 })
                    #expect(missing.exit == .status(1))
                    #expect(missing.errors.contains("rpc.tls.keyFile: /nowhere.key: No such file"))
                }
            }
        }
    }

    extension Certificates {
        /// As environment variables, without their `SOJOURN_`.
        fileprivate var settings: [String: String] {
            ["RPC_TLS_CA_FILE": authority, "RPC_TLS_CERTIFICATE_FILE": certificate, "RPC_TLS_KEY_FILE": key]
        }
    }
#endif
