import APIRuntime
import HTTPTypes
import Testing

@Suite("A request")
struct APIRequestTests {
    @Test(
        "has its path's parameters decoded",
        arguments: [
            ("a", "a"), ("a%20b", "a b"), ("a+b", "a+b"), ("%E5%B0%8F", "小"), ("%2F", "/"), ("%25", "%"), ("", ""),
            ("%e5%B0%8f", "小"), ("%00", "\0"),
        ])
    func decoded(text: String, value: String) throws {
        let request = try APIRequest(method: .get, path: "/", parameters: ["x": text])
        #expect(request.parameters == ["x": value])
    }

    @Test(
        "is refused where they are not well encoded",
        arguments: ["%", "%2", "%2g", "%ff", "%E5%B0", "%C0%AF", "%ED%A0%80"])
    func refused(text: String) {
        let error = #expect(throws: APIInputError.self) {
            try APIRequest(method: .get, path: "/", parameters: ["x": text])
        }
        #expect(error == APIInputError(.path, "x", "is not well percent-encoded"))
    }

    @Test("whose form is no text is refused as a whole")
    func form() throws {
        var headers = HTTPFields()
        headers[.contentType] = "application/x-www-form-urlencoded"
        let request = try APIRequest(method: .post, path: "/", headers: headers, body: [0xFF])
        let error = #expect(throws: APIInputError.self) { try APIParameters(form: request) }
        #expect(error?.description == "the form is not UTF-8")
    }
}
