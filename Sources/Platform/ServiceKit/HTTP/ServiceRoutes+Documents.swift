public import APIRuntime
import HTTPTypes
import Hummingbird
import NIOCore

extension ServiceRoutes {
    /// Serves a service's contract: as OpenAPI at `/<service>/openapi.json`, and to be read at `/<service>/docs`.
    public func add(_ documents: APIDocuments) {
        self.documents.append(documents)
        serve(documents, below: "/\(documents.service)")
    }

    /// Serves at `/openapi.json` and `/docs` what all services here have in common: the contract itself where there is
    /// one, otherwise the contracts joined, and a page that leads to each. To be called when all services are there.
    public func addOverview() throws {
        switch documents.count {
        case 0: return
        case 1: serve(documents[0], below: "")
        default:
            let overview = try DocumentsOverview(documents)
            get("/openapi.json", Self.json, overview.openAPI)
            get("/docs", Self.html, overview.page)
        }
    }

    private func serve(_ documents: APIDocuments, below path: String) {
        get("\(path)/openapi.json", Self.json, documents.openAPI)
        get("\(path)/docs", Self.html, documents.referencePage)
    }

    private func get(_ path: String, _ type: String, _ text: String) {
        let body = ByteBuffer(string: text)
        router.get(RouterPath(path)) { _, _ in
            Response(
                status: .ok, headers: [.contentType: type, .cacheControl: "no-cache"],
                body: ResponseBody(byteBuffer: body))
        }
    }

    private static let json = "application/json; charset=utf-8"
    private static let html = "text/html; charset=utf-8"
}
