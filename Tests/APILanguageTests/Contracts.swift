import APILanguage
import Foundation
import Testing

/// The contracts that ship with the services, by name.
enum Contracts {
    static let names = ["order", "payment", "travel", "usercenter"]

    static func source(_ name: String) throws -> APISource {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appending(path: "contracts/\(name).api"))
        return APISource(name: "\(name).api", bytes: Array(data))
    }
}

@Suite("The contracts") struct ContractTests {
    @Test("have neither errors nor warnings", arguments: Contracts.names)
    func areSound(name: String) throws {
        let result = APICompiler.check(try Contracts.source(name))
        #expect(result.rendered == "")
        #expect(result.model?.service?.name == name)
    }

    @Test("are formatted already", arguments: Contracts.names)
    func areFormatted(name: String) throws {
        let source = try Contracts.source(name)
        #expect(try APIFormatter.format(source) == String(decoding: source.bytes, as: UTF8.self))
    }

    @Test("say what their routes are")
    func routes() throws {
        let model = try #require(APICompiler.check(try Contracts.source("usercenter")).model)
        let service = try #require(model.service)
        #expect(service.groups.map { $0.options.jwt } == [nil, "JwtAuth", nil])
        #expect(
            service.routes.map(\.path) == [
                "/usercenter/v1/user/register", "/usercenter/v1/user/login", "/usercenter/v1/user/detail",
                "/usercenter/v1/user/wxMiniAuth",
            ])
        #expect(service.routes[2].request == "UserInfoReq")
        #expect(service.routes[2].response == .structure("UserInfoResp"))
        #expect(service.routes[2].summary == "The signed-in user")
    }

    @Test("an embedded type's fields count as the outer one's")
    func embedding() throws {
        let model = try #require(APICompiler.check(try Contracts.source("travel")).model)
        let structure = try #require(model.structure(named: "HomestayBusinessListInfo"))
        #expect(
            structure.fields(in: .json).map(\.wireName) == [
                "id", "title", "info", "tags", "cover", "star", "isFav", "headerImg", "sellMonth", "personConsume",
            ])
    }
}
