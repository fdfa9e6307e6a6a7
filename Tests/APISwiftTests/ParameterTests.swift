import APIRuntime
import HTTPTypes
import JSON
import Testing

@Suite("What generated types read of paths, forms and headers")
struct ParameterTests {
    private func query(
        _ query: String, id: String = "7", agent: String? = "curl", depth: String? = nil, body: String = ""
    ) throws -> Query {
        var headers = HTTPFields()
        headers[.userAgent] = agent
        headers[HTTPField.Name("X-Depth")!] = depth
        return try Query(
            APIRequest(
                method: .put, path: "/v1/query/\(id)", query: query, headers: headers, parameters: ["id": id],
                body: Array(body.utf8)))
    }

    @Test("all of them are read, percent-encoded or not")
    func present() throws {
        let value = try query(
            "page=2&word=a%20b&word=c+d&word=%E5%B0%8F&size=1&size=2&all=1&share=5e-1", depth: "-3",
            body: #"{"comment":"x"}"#)
        #expect(value.id == 7 && value.page == 2 && value.words == ["a b", "c d", "小"] && value.sizes == [1, 2])
        #expect(value.isAll == true && value.share == 0.5 && value.agent == "curl" && value.depth == -3)
        #expect(value.comment == "x")
    }

    @Test("what need not be there has its default")
    func defaults() throws {
        let value = try query("word=")
        #expect(value.page == 1 && value.words == [""] && value.sizes.isEmpty && value.isAll == nil)
        #expect(value.share == nil && value.depth == nil && value.comment == nil)
    }

    @Test("a form may be the body")
    func formBody() throws {
        var headers = HTTPFields()
        headers[.userAgent] = "curl"
        headers[.contentType] = "application/x-www-form-urlencoded; charset=utf-8"
        let request = try APIRequest(
            method: .put, path: "/", query: "word=a", headers: headers, parameters: ["id": "1"],
            body: Array("word=b&page=9".utf8))
        let form = try APIParameters(form: request)
        #expect(try form.list("word") == ["a", "b"])
        #expect(try form.required("page") == 9)
    }

    @Test(
        "what is wrong is refused by its name",
        arguments: [
            ("", "the parameter word is missing"),
            ("word=a&page=256", "the parameter page must be an integer from 0 to 255"),
            ("word=a&page=-1", "the parameter page must be an integer from 0 to 255"),
            ("word=a&page=+1", "the parameter page must be an integer from 0 to 255"),
            ("word=a&page=1.0", "the parameter page must be an integer from 0 to 255"),
            ("word=a&page=", "the parameter page must be an integer from 0 to 255"),
            ("word=a&page=1&page=2", "the parameter page is there more than once"),
            (
                "word=a&size=1&size=x",
                "the parameter size must be an integer from -9223372036854775808 to 9223372036854775807"
            ),
            ("word=a&all=yes", "the parameter all must be true or false"),
            ("word=a&share=nan", "the parameter share must be a number"),
            ("word=a&share=0x1p-2", "the parameter share must be a number"),
            ("word=a&share=1.5", "the parameter share must be at least 0 and at most 1"),
            ("word=%zz", "the parameter word is not well percent-encoded"),
            ("word=%ff", "the parameter word is not well percent-encoded"),
            ("word=%e5%b", "the parameter word is not well percent-encoded"),
        ])
    func refused(text: String, message: String) {
        let error = #expect(throws: APIInputError.self) { try query(text) }
        #expect(error?.description == message)
    }

    @Test(
        "a path's parameter that is no value of its type is refused",
        arguments: ["x", "9223372036854775808", "%31x", "1%"])
    func path(id: String) {
        let error = #expect(throws: APIInputError.self) { try query("word=a", id: id) }
        #expect(error?.field == "id" && error?.place == .path)
    }

    @Test("headers are told as such")
    func headers() {
        let missing = #expect(throws: APIInputError.self) { try query("word=a", agent: nil) }
        #expect(missing?.description == "the header User-Agent is missing")
        let wrong = #expect(throws: APIInputError.self) { try query("word=a", depth: "200") }
        #expect(wrong?.description == "the header X-Depth must be an integer from -128 to 127")
    }
}
