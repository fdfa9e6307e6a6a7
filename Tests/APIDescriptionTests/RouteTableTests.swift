import APIDescription
import APILanguage
import Testing

@Suite struct RouteTableTests {
    @Test func `columns that no route fills are left out`() {
        let table = RouteTable().render(
            .service([], ServerOptions(), Route(.get, "/", "root"), Route(.delete, "/rooms/:id", "remove", "OneRoom")))
        #expect(
            table == """
                METHOD  PATH        HANDLER  REQUEST  RESPONSE
                GET     /           root     -        -
                DELETE  /rooms/:id  remove   OneRoom  -

                """)
    }

    @Test func `types are written as in the file`() {
        let types: [ValueType] = [
            .list(.pointer(.structure("A"))), .array(.text, length: 3), .map(key: .int64, value: .any), .alias("B"),
        ]
        let routes = types.enumerated().map { Route(.get, "/\($0)", "h", returns: $1) }
        let table = RouteTable().render(
            APIModel(service: APIService(name: "s", groups: [RouteGroup(routes: routes)], origin: nowhere)))
        let answers = table.split(separator: "\n").dropFirst().map { $0.split(separator: " ").last }
        #expect(answers == ["[]*A", "[3]string", "map[int64]any", "B"])
    }

    @Test(
        arguments: [
            (.seconds(3), "3s"), (.seconds(120), "2m"), (.seconds(7200), "2h"), (.milliseconds(1500), "1500ms"),
            (.microseconds(1), "1us"), (.nanoseconds(5), "5ns"), (.seconds(90), "90s"),
        ] as [(Duration, String)])
    func `a time-out has the largest unit that needs no fraction`(timeout: Duration, expected: String) {
        let table = RouteTable().render(.service([], ServerOptions(timeout: timeout), Route(.get, "/", "h")))
        #expect(table.split(separator: "\n").last?.split(separator: " ")[3] == Substring(expected))
    }

    @Test(arguments: [APIModel(), APIModel.service([.structure("A")])])
    func `without routes there is a heading`(model: APIModel) {
        #expect(RouteTable().render(model) == "METHOD  PATH  HANDLER  REQUEST  RESPONSE\n")
    }
}
