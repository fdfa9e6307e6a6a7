import APIHummingbird
import APIRuntime
import Hummingbird
import JSON
import Synchronization

@main
struct Bookshop {
    static func main() async throws {
        let shop = Shop()
        let router = Router()
        var options = APIRouteOptions<BasicRequestContext, String>()
        options.authenticate = { request, _ in
            guard request.headers[.authorization] == "Bearer open sesame" else { throw HTTPError(.unauthorized) }
            return "Ali"
        }
        options.verifySignature = { request in
            guard request.headers[.init("X-Signature")!] == "\(request.body.count)" else { throw HTTPError(.forbidden) }
        }
        options.middleware = ["Audit": LogRequestsMiddleware(.info)]
        let routes = APIRoutes(on: router, options: options)
        try routes.register(shelf: shop)
        try routes.register(officeStock: shop)
        router.get("openapi.json") { _, _ in APIDocuments.bookshop.openAPI }
        try await Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 8090))
        ).runService()
    }
}

/// The books, and what happens to them.
final class Shop: ShelfHandlers, OfficeStockHandlers {
    private let books = Mutex<[BookID: Book]>([:])

    func list(_ input: ListReq, in call: APIRequest) async throws -> ListResp {
        let all = books.withLock { $0.values.sorted { $0.id < $1.id } }
        let list = all.filter { book in
            book.id > input.after && input.tags.allSatisfy(book.tags.contains)
                && (input.genre.map(book.tags.contains) ?? true)
        }
        return ListResp(total: Int64(all.count), next: list.last?.id, list: Array(list.prefix(Int(input.limit))))
    }

    func book(_ input: BookReq, in call: APIRequest) async throws -> Book {
        guard let book = books.withLock({ $0[input.id] }) else { throw HTTPError(.notFound, message: "no such book") }
        return book
    }

    func titles(in call: APIRequest) async throws -> [String] {
        books.withLock { $0.values.map(\.title).sorted() }
    }

    func ping(in call: APIRequest) async throws {}

    func sales(in call: APIRequest) async throws -> APIEvents<Sale> {
        APIEvents(
            AsyncStream { continuation in
                for left in (0..<3).reversed() { continuation.yield(Sale(book: 1, left: Int64(left))) }
                continuation.finish()
            })
    }

    func add(_ input: AddReq, by user: String, in call: APIRequest) async throws -> Book {
        books.withLock { books in
            let book = Book(
                id: Int64(books.count + 1), title: input.title, price: input.price, tags: input.tags,
                rating: [0, 0, 0, 0, 0], prices: ["EUR": input.price], stock: [1: UInt8(clamping: input.stock)],
                cover: input.cover, extra: JSONValue(encoding: ["addedBy": user]),
                publisher: BookPublisher(name: "Hand & Press", city: ""))
            books[book.id] = book
            return book
        }
    }

    func addAll(_ input: [AddReq], by user: String, in call: APIRequest) async throws -> ListResp {
        var added: [Book] = []
        for book in input { added.append(try await add(book, by: user, in: call)) }
        return ListResp(total: Int64(added.count), next: added.last?.id, list: added)
    }

    func price(_ input: PriceReq, by user: String, in call: APIRequest) async throws {
        try books.withLock { books in
            guard books[input.id] != nil else { throw HTTPError(.notFound, message: "no such book") }
            books[input.id]?.price = input.price
        }
    }
}
