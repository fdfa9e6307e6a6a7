import HTTPTypes
import Hummingbird

/// Answers browsers that ask on behalf of pages of other origins.
struct CrossOriginAccess: Sendable {
    private static let allowOrigin = HTTPField.Name("Access-Control-Allow-Origin")!
    private static let allowCredentials = HTTPField.Name("Access-Control-Allow-Credentials")!
    private static let allowMethods = HTTPField.Name("Access-Control-Allow-Methods")!
    private static let allowHeaders = HTTPField.Name("Access-Control-Allow-Headers")!
    private static let exposeHeaders = HTTPField.Name("Access-Control-Expose-Headers")!
    private static let maxAge = HTTPField.Name("Access-Control-Max-Age")!
    private static let requestMethod = HTTPField.Name("Access-Control-Request-Method")!
    private static let requestHeaders = HTTPField.Name("Access-Control-Request-Headers")!

    let policy: CrossOriginPolicy

    /// The answer to a browser that asks before it sends a request; `nil` for a request itself.
    ///
    /// An origin that is not allowed gets the same without the fields that would allow it.
    func preflight(_ request: Request) -> Response? {
        guard request.method == .options, let origin = request.headers[.origin],
            request.headers.contains(Self.requestMethod)
        else { return nil }
        var headers: HTTPFields = [:]
        if policy.allowed(origin) != nil {
            headers[Self.allowMethods] = "GET, HEAD, POST, PUT, PATCH, DELETE"
            headers[Self.maxAge] = "\(policy.memory)"
            // Which fields a page sends is its own affair; routes take what they know.
            if let wanted = request.headers[Self.requestHeaders], Self.areFieldNames(wanted) {
                headers[Self.allowHeaders] = wanted
            }
        }
        var response = Response(status: .noContent, headers: headers)
        response.headers[.contentLength] = nil
        return response
    }

    /// Adds to an answer whether the page may read it.
    func mark(_ response: inout Response, to request: Request) {
        if !policy.allowsAny { response.headers.append(HTTPField(name: .vary, value: "Origin")) }
        guard let origin = request.headers[.origin], let allowed = policy.allowed(origin) else { return }
        response.headers[Self.allowOrigin] = allowed
        if policy.allowsCredentials { response.headers[Self.allowCredentials] = "true" }
        response.headers[Self.exposeHeaders] = "\(RequestID.field), \(HTTPField.Name.retryAfter)"
    }

    private static func areFieldNames(_ text: String) -> Bool {
        text.utf8.count <= 1024
            && text.split(separator: ",").allSatisfy { HTTPField.Name(String($0.drop { $0 == " " })) != nil }
    }
}
