import JSON

/// An answer's envelope: `{"code":200,"msg":"OK","data":{…}}`, or a code and a message alone where it refuses.
struct DemoReply: Sendable {
    let path: String
    let status: Int
    let code: Int64
    let message: String
    let body: String
    private let data: JSONValue?

    /// - Throws: `StoryFailure` where it is no envelope.
    init(path: String, status: Int, bytes: [UInt8]) throws {
        self.path = path
        self.status = status
        body = String(decoding: bytes, as: UTF8.self)
        do {
            let envelope = try JSONObject(parsing: bytes)
            code = try envelope.require("code")
            message = try envelope.require("msg")
            data = envelope["data"]
        } catch {
            throw StoryFailure(
                expected: "an envelope with code and msg", came: "status \(status), \(error.message)",
                request: "POST \(path)", body: body)
        }
    }

    /// The data of a success.
    /// - Throws: `StoryFailure` where it is none, or where the data is not what it must be.
    func success<Value: JSONDecodable>(_ type: Value.Type = Value.self) throws -> Value {
        guard status == 200, code == 200, message == "OK" else {
            throw unexpected("status 200 with code 200 and msg OK", came: outcome)
        }
        guard let data else { throw unexpected("an envelope with data", came: "one without") }
        do {
            return try data.read(as: Value.self)
        } catch {
            throw unexpected("data as the contract has it", came: error.message)
        }
    }

    /// Whether it is this refusal.
    func isRefusal(_ status: Int, code: Int64) -> Bool {
        self.status == status && self.code == code
    }

    /// The message of a refusal that the story wants.
    /// - Throws: `StoryFailure` for any other outcome.
    func refusal(_ status: Int, code: Int64) throws -> String {
        guard isRefusal(status, code: code) else {
            throw unexpected("a refusal, status \(status) with code \(code)", came: outcome)
        }
        return message
    }

    /// - Throws: `StoryFailure` where a value of the answer is not what it must be.
    func check<Value: Equatable>(_ name: String, _ value: Value, is expected: Value) throws {
        guard value == expected else { throw unexpected("\(name) \(expected)", came: "\(value)") }
    }

    func unexpected(_ expected: String, came: String) -> StoryFailure {
        StoryFailure(expected: expected, came: came, request: "POST \(path)", body: body)
    }

    private var outcome: String { "status \(status) with code \(code) and msg \(message)" }
}
