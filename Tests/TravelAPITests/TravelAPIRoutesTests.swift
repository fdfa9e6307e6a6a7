import GRPCCore
import GRPCInProcessTransport
import Hummingbird
import HummingbirdTesting
import NIOCore
import ServiceKit
import Testing
import TravelAPI
import TravelContract
import UsercenterContract

@Suite("The catalogue over HTTP")
struct TravelAPIRoutesTests {
    @Test(
        "a request that makes no sense is answered with 400 and the field's name",
        arguments: [
            ("homestay/homestayList", "{}", "page is missing"),
            ("homestay/homestayList", #"{"page":1}"#, "pageSize is missing"),
            ("homestay/homestayList", #"{"page":0,"pageSize":10}"#, "page must be 1 to 10000"),
            ("homestay/businessList", #"{"lastId":0,"pageSize":10}"#, "homestayBusinessId is missing"),
            ("homestay/homestayDetail", "", "id is missing"),
            ("homestayBussiness/homestayBussinessDetail", "{}", "id is missing"),
            ("homestayComment/commentList", #"{"pageSize":10}"#, "lastId is missing"),
        ])
    func badInput(path: String, body: String, message: String) async throws {
        let answer = try await post(path, body)
        #expect(answer.status == .badRequest)
        #expect(answer.body == #"{"code":100002,"msg":"\#(message)"}"#)
    }

    @Test(
        "a number that is none, or too large, is refused", arguments: ["\"1\"", "1.5", "99999999999999999999", "null"])
    func badNumber(number: String) async throws {
        #expect(try await post("homestay/homestayDetail", #"{"id":\#(number)}"#).status == .badRequest)
    }

    @Test("an unknown homestay is 404")
    func unknownHomestay() async throws {
        let answer = try await post("homestay/homestayDetail", #"{"id":4}"#)
        #expect(answer.status == .notFound)
        #expect(answer.body == #"{"code":300001,"msg":"no such homestay"}"#)
    }

    @Test("an unknown business is 404")
    func unknownBusiness() async throws {
        let answer = try await post("homestayBussiness/homestayBussinessDetail", #"{"id":4}"#)
        #expect(answer.status == .notFound)
        #expect(answer.body == #"{"code":300003,"msg":"no such homestay business"}"#)
    }

    @Test("prices are yuan with two decimals")
    func detail() async throws {
        let answer = try await post("homestay/homestayDetail", #"{"id":3}"#)
        #expect(answer.status == .ok)
        #expect(answer.body == #"{"code":200,"msg":"OK","data":{"homestay":\#(Self.homestay)}}"#)
    }

    @Test(
        "each list of homestays is a list",
        arguments: [
            ("homestay/homestayList", #"{"page":1,"pageSize":10}"#),
            ("homestay/businessList", #"{"lastId":0,"pageSize":10,"homestayBusinessId":2}"#),
            ("homestay/guessList", ""),
        ])
    func lists(path: String, body: String) async throws {
        let answer = try await post(path, body)
        #expect(answer.status == .ok)
        #expect(answer.body == #"{"code":200,"msg":"OK","data":{"list":[\#(Self.homestay)]}}"#)
    }

    @Test("a host who has left is shown without a name")
    func goodBoss() async throws {
        let answer = try await post("homestayBussiness/goodBoss", "{}")
        let known = #"{"id":7,"userId":7,"nickname":"Shen","avatar":"shen.jpg","info":"Hosts.","rank":1}"#
        let unknown = #"{"id":8,"userId":8,"nickname":"","avatar":"","info":"","rank":2}"#
        #expect(answer.body == #"{"code":200,"msg":"OK","data":{"list":[\#(known),\#(unknown)]}}"#)
    }

    @Test("the host behind a business is shown without the mobile number")
    func businessDetail() async throws {
        let answer = try await post("homestayBussiness/homestayBussinessDetail", #"{"id":2}"#)
        #expect(answer.status == .ok)
        #expect(answer.body.contains(#""nickname":"Shen""#))
        #expect(!answer.body.contains("13800000199"))
    }

    @Test("what a person spends is rounded to whole yuan")
    func businesses() async throws {
        let answer = try await post("homestayBussiness/homestayBussinessList", #"{"lastId":0,"pageSize":10}"#)
        #expect(answer.body.contains(#""star":4.5,"isFav":0,"#))
        #expect(answer.body.contains(#""personConsume":200"#))
    }

    @Test("a comment carries its author's name")
    func comments() async throws {
        let answer = try await post("homestayComment/commentList", #"{"lastId":0,"pageSize":10}"#)
        #expect(answer.body.contains(#""content":"Boats pass.","star":4"#))
        #expect(answer.body.contains(#""userId":7,"nickname":"Shen","avatar":"shen.jpg""#))
    }

    private static let homestay = """
        {"id":3,"title":"Canal loft","subTitle":"","banner":"","info":"","peopleNum":4,"homestayBusinessId":2,\
        "userId":7,"rowState":1,"rowType":0,"foodInfo":"","foodPrice":0.05,"homestayPrice":399.00,\
        "marketHomestayPrice":459.10}
        """

    /// HS256 wants 32 bytes.
    private static let secret = "a secret that nobody else has heard"

    private func post(_ path: String, _ body: String) async throws -> (status: HTTPResponse.Status, body: String) {
        let transport = InProcessTransport()
        return try await withGRPCServer(
            transport: transport.server, services: [SampleTravel(), SampleCatalogue(), SampleUsers()]
        ) { _ in
            try await withGRPCClient(transport: transport.client) { client in
                let routes = ServiceRoutes(tokens: await AccessTokens(secret: Self.secret, expiresAfter: .seconds(60)))
                try TravelAPIRoutes(
                    travel: Pb_travel.Client(wrapping: client),
                    catalogue: Pb_travelCatalogue.Client(wrapping: client),
                    users: Pb_usercenter.Client(wrapping: client)
                ).add(to: routes)
                return try await Application(router: routes.router).test(.router) { http in
                    try await http.execute(
                        uri: "/travel/v1/\(path)", method: .post, body: ByteBuffer(string: body)
                    ) { response in (response.status, String(buffer: response.body)) }
                }
            }
        }
    }
}
