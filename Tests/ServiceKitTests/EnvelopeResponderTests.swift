import APIRuntime
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ServiceKit
import Testing

@Suite("The envelope of a success")
struct EnvelopeResponderTests {
    private static let route = APIRoute(.post, "/order/v1/close", handler: "close")

    @Test("has what the handler answered")
    func data() async throws {
        let answer = try await answer(.json(["sn": "HSO1"]))
        #expect(answer == #"{"code":200,"msg":"OK","data":{"sn":"HSO1"}}"#)
    }

    @Test("has null where the route has no response")
    func empty() async throws {
        let answer = try await answer(.empty)
        #expect(answer == #"{"code":200,"msg":"OK","data":null}"#)
    }

    private func answer(_ answer: APIAnswer) async throws -> String {
        let router = Router(context: BasicRequestContext.self)
        router.get("/") { _, _ in EnvelopeResponder().response(to: answer, of: Self.route) }
        return try await Application(router: router).test(.router) { client in
            let response = try await client.execute(uri: "/", method: .get)
            #expect(response.status == .ok)
            #expect(response.headers[.contentType]?.hasPrefix("application/json") == true)
            return String(buffer: response.body)
        }
    }
}
