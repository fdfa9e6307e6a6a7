import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import OrderAPI
import OrderContract
import PaymentContract
import ServiceKit
import TestSupport
import Testing

@Suite("Orders over HTTP, on services of somebody else")
struct OrderAPIRoutesTests {
    @Test("the list comes from whole orders where order-rpc has no short ones")
    func list() async throws {
        let answer = try await post("userHomestayOrderList", #"{"lastId":0,"pageSize":20,"tradeState":-99}"#)
        #expect(answer.status == .ok)
        #expect(
            answer.body == #"""
                {"code":200,"msg":"OK","data":{"list":[{"sn":"HSO5","title":"Lakeside \"room\"","subTitle":"",\#
                "homestayId":0,"cover":"","orderTotalPrice":123.45,"createTime":1893456000,"tradeState":1,\#
                "liveStartDate":0,"liveEndDate":0,"tradeCode":""}]}}
                """#)
    }

    @Test("the detail has the payment, and amounts in yuan with two decimals")
    func detail() async throws {
        let answer = try await post("userHomestayOrderDetail", #"{"sn":"HSO5"}"#)
        #expect(answer.status == .ok)
        for part in [
            #""orderTotalPrice":123.45"#, #""foodPrice":0.05"#, #""payTime":1893456060"#, #""payType":"WECHAT_PAY""#,
        ] { #expect(answer.body.contains(part)) }
    }

    @Test("another guest's order is not found, although order-rpc does not check")
    func privacy() async throws {
        let answer = try await post("userHomestayOrderDetail", #"{"sn":"HSO5"}"#, as: 18)
        #expect(answer.status == .notFound)
        #expect(answer.body == #"{"code":400001,"msg":"no such order"}"#)
    }

    @Test("an order is placed for whom the token speaks")
    func create() async throws {
        let body =
            #"{"homestayId":1,"isFood":false,"liveStartTime":1,"liveEndTime":2,"livePeopleNum":1,"remark":"","userId":1}"#
        #expect(try await post("createHomestayOrder", body).body.contains(#""orderSn":"HSO17""#))
    }

    @Test(
        "fields that are missing or of another type are named",
        arguments: [
            ("createHomestayOrder", "{}", "homestayId is missing"),
            ("createHomestayOrder", #"{"homestayId":"1"}"#, "homestayId must be an integer"),
            ("createHomestayOrder", #"{"homestayId":1,"isFood":0}"#, "isFood must be"),
            ("userHomestayOrderList", #"{"lastId":0}"#, "pageSize is missing"),
            ("userHomestayOrderDetail", #"{"sn":null}"#, "sn is missing"),
        ])
    func badInput(_ endpoint: String, _ body: String, _ says: String) async throws {
        let answer = try await post(endpoint, body)
        #expect(answer.status == .badRequest)
        #expect(answer.body.contains(says), "\(answer.body)")
    }

    @Test("an order-rpc that has no short list is asked for one once, not for each list")
    func remembersWhatIsMissing() async throws {
        let asked = Collector<String>()
        let list = (endpoint: "userHomestayOrderList", body: #"{"lastId":0,"pageSize":20,"tradeState":-99}"#)
        let answers = try await post([list, list, list], asked: asked)
        #expect(answers.allSatisfy { $0.status == .ok && $0.body.contains("HSO5") })
        let whole = "userHomestayOrderList"
        #expect(asked.values == ["userHomestayOrderSummaries", whole, whole, whole])
    }

    private func post(
        _ endpoint: String, _ body: String, as user: UserID = 17
    ) async throws -> (status: HTTPResponse.Status, body: String) {
        let answers = try await post([(endpoint, body)], as: user, asked: Collector())
        return try #require(answers.first)
    }

    private func post(
        _ requests: [(endpoint: String, body: String)], as user: UserID = 17, asked: Collector<String>
    ) async throws -> [(status: HTTPResponse.Status, body: String)] {
        try await withRPC([ForeignOrders(), ForeignPayments()], interceptors: [NotedCalls(calls: asked)]) { peers in
            let tokens = await AccessTokens(
                secret: "a secret for tests, and it is long enough", expiresAfter: .seconds(60))
            let routes = ServiceRoutes(tokens: tokens)
            try OrderAPIRoutes(
                orders: Pb_order.Client(wrapping: peers), summaries: Pb_orderSummary.Client(wrapping: peers),
                payments: Pb_payment.Client(wrapping: peers)
            ).add(to: routes)
            let token = try await tokens.issue(for: user).token
            return try await Application(router: routes.router).test(.router) { client in
                var answers: [(status: HTTPResponse.Status, body: String)] = []
                for (endpoint, body) in requests {
                    let answer = try await client.execute(
                        uri: "/order/v1/homestayOrder/\(endpoint)", method: .post, headers: [.authorization: token],
                        body: ByteBuffer(string: body)
                    ) { response in (response.status, String(buffer: response.body)) }
                    answers.append(answer)
                }
                return answers
            }
        }
    }
}
