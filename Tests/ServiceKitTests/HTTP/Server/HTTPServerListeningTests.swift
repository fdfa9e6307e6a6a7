import Foundation
import Hummingbird
import Logging
import ServiceKit
import Testing
import TestSupport

@Suite("Listening for HTTP")
struct HTTPServerListeningTests {
    private func server(host: String = "127.0.0.1", port: Int) -> HTTPServer {
        HTTPServer(
            Router().buildResponder(), host: host, port: port,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test("fails with the address and the system's error where another listens already")
    func inUse() async throws {
        try await withHTTPServer(routes: { _ in }) { served in
            let second = server(port: served.port)
            let error = await #expect(throws: HTTPServer.ListenError.self) { try await second.run() }
            #expect(error?.errorNumber == EADDRINUSE && error?.port == served.port)
            #expect(error?.description.contains("127.0.0.1:\(served.port)") == true)
            #expect(await second.listeningPort() == nil)
        }
    }

    @Test("fails where the address is another machine's or none", arguments: ["192.0.2.1", "no.such.host.invalid"])
    func elsewhere(host: String) async throws {
        let error = await #expect(throws: HTTPServer.ListenError.self) { try await server(host: host, port: 0).run() }
        #expect(error?.host == host)
        #expect((error?.errorNumber == EADDRNOTAVAIL) == (host == "192.0.2.1"))
    }
}
