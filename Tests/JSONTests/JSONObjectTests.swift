import JSON
import Testing

@Suite("Reading fields")
struct JSONObjectTests {
    private struct Guest: JSONDecodable, Equatable {
        var id: Int64
        var name: String?

        init(json object: JSONObject) throws(JSONError) {
            id = try object.require("id")
            name = try object.optional("name")
            guard id > 0 else { throw object.error("id", "must be positive") }
        }
    }

    @Test("fields are read by name, in any order, whatever else is there")
    func fields() throws {
        let object = try object(
            """
            {"extra":{"deep":[1,{"homestayId":"no"}]}, "remark" : "quiet\\nroom", "isFood":true ,"homestayId":42,
            "star":4.5,"tags":["a","海"],"ids":[1,2],"none":null,"empty":{},"":"nameless"}
            """)
        #expect(try object.require("homestayId", as: Int64.self) == 42)
        #expect(try object.require("remark", as: String.self) == "quiet\nroom")
        #expect(try object.require("isFood", as: Bool.self))
        #expect(try object.require("star", as: Double.self) == 4.5)
        #expect(try object.require("tags", as: [String].self) == ["a", "海"])
        #expect(try object.require("ids", as: [Int].self) == [1, 2])
        #expect(try object.require("", as: String.self) == "nameless")
        #expect(try object.optional("none", as: String.self) == nil)
        #expect(try object.optional("missing", as: Int.self) == nil)
        #expect(try object.require("empty", as: JSONObject.self)["x"] == nil)
        #expect(object["none"]?.isNull == true)
        let deep: [JSONValue] = try object.require("extra", as: JSONObject.self).require("deep")
        #expect(try deep[1].read(as: JSONObject.self).require("homestayId") == "no")
    }

    @Test("the last of several fields of one name counts, also where its name is escaped")
    func duplicates() throws {
        let object = try object(#"{"a":1,"b":2,"a":3,"\u0062":4}"#)
        #expect(try object.require("a", as: Int.self) == 3)
        #expect(try object.require("b", as: Int.self) == 4)
    }

    @Test(
        "an error names the field, what it must be and what it is",
        arguments: [
            (#"{}"#, "id is missing"),
            (#"{"id":null}"#, "id is missing"),
            (#"{"id":"42"}"#, "id must be an integer, not a string"),
            (#"{"id":true}"#, "id must be an integer, not a boolean"),
            (#"{"id":[]}"#, "id must be an integer, not an array"),
            (#"{"id":{}}"#, "id must be an integer, not an object"),
            (#"{"id":0}"#, "id must be positive"),
            (#"{"id":1,"name":7}"#, "name must be a string, not a number"),
            (#"[]"#, "the document must be an object, not an array"),
            (#"null"#, "the document must be an object, not null"),
        ])
    func errors(json: String, message: String) {
        #expect(failure { () throws(JSONError) in try Guest(parsing: json.utf8) }?.message == message)
    }

    @Test("an error deep in the document gives the path to its field")
    func paths() throws {
        let object = try object(
            #"{"total":1,"list":[{"id":1},{"id":2},{"id":3,"x":[[0]]},{"id":"4"}],"rows":[[1],[2,"3"]]}"#)
        let wrong = failure { () throws(JSONError) in try object.require("list", as: [Guest].self) }
        #expect(wrong == JSONError("list[3].id must be an integer, not a string", field: "list[3].id", offset: 62))
        let rows = failure { () throws(JSONError) in try object.require("rows", as: [[Int]].self) }
        #expect(rows?.field == "rows[1][1]")
        let guest = try object.require("list", as: [JSONObject].self)[2]
        let missing = failure { () throws(JSONError) in try guest.require("name", as: String.self) }
        #expect(missing == JSONError("list[2].name is missing", field: "list[2].name"))
        #expect(guest["id"]?.error("is taken").message == "list[2].id is taken")
        #expect(guest.error("id", "is taken").offset == 43)
    }

    @Test("null is no element of an array of numbers")
    func nullElement() throws {
        let object = try object(#"{"ids":[1,null]}"#)
        let error = failure { () throws(JSONError) in try object.require("ids", as: [Int64].self) }
        #expect(error?.message == "ids[1] must be an integer, not null")
    }

    @Test("a boolean is true or false, and no number")
    func booleans() throws {
        let object = try object(#"{"isFood":1}"#)
        let error = failure { () throws(JSONError) in try object.require("isFood", as: Bool.self) }
        #expect(error?.message == "isFood must be true or false, not a number")
    }

    @Test("all escapes are resolved")
    func escapes() throws {
        let json = #""\"\\\/\b\f\n\r\t\u0041\u00e9\u6d77\uD83C\uDFE0\u0000z""#
        #expect(
            try JSONValue(parsing: json.utf8).read(as: String.self) == "\"\\/\u{8}\u{C}\n\r\tAé海🏠\u{0}z")
    }

    @Test("raw buffers, slices and lazy collections are read alike")
    func collections() throws {
        let bytes = Array(#"  {"id":7}  "#.utf8)
        #expect(try bytes.withUnsafeBytes { try Guest(parsing: $0) }.id == 7)
        #expect(try Guest(parsing: bytes[2..<10]).id == 7)
        #expect(try Guest(parsing: bytes.lazy.map { $0 }).id == 7)
    }
}
