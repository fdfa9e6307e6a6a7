import APILanguage
import Testing

@Suite("Types in the model") struct TypeModelTests {
    @Test("each form of a type")
    func forms() throws {
        let model = try model(
            """
            type (
            	Id = int64
            	Names []string
            	All {
            		A bool
            		B *All
            		C [][3]float64
            		D [...]byte
            		E map[string][]All
            		F map[Id]any
            		G interface{}
            		H Id
            		I, J Names
            		K rune
            	}
            )
            """)
        #expect(model.type(named: "Id")?.kind == .alias(.primitive(.int64)))
        #expect(model.type(named: "Names")?.kind == .alias(.array(.primitive(.string), length: nil)))
        let fields = try #require(model.structure(named: "All")).fields(in: .json)
        #expect(
            fields.map(\.type) == [
                .primitive(.bool), .pointer(.structure("All")),
                .array(.array(.primitive(.float64), length: 3), length: nil),
                .array(.primitive(.byte), length: nil),
                .map(key: .string, value: .array(.structure("All"), length: nil)), .map(key: .int64, value: .any), .any,
                .alias("Id"), .alias("Names"), .alias("Names"), .primitive(.rune),
            ])
        #expect(model.resolved(.alias("Id")) == .primitive(.int64))
        #expect(model.underlying(.pointer(.alias("Id"))) == .primitive(.int64))
    }

    @Test("inline structs get names from their path, none of them taken")
    func inlineStructs() throws {
        let model = try model(
            "type Order {\n\titem []{ Size { W int } }\n\tNote { T string }\n}\ntype OrderItem {}\ntype L []{ A int }")
        #expect(
            model.types.map(\.name) == [
                "Order", "OrderItem2", "OrderItem2Size", "OrderNote", "OrderItem", "L", "LElement",
            ])
        #expect(model.types.map(\.isInline) == [false, true, true, true, false, false, true])
        #expect(model.field("item", of: "Order")?.type == .array(.structure("OrderItem2"), length: nil))
        #expect(model.type(named: "L")?.kind == .alias(.array(.structure("LElement"), length: nil)))
    }

    @Test("embedded structs' fields stand at their place, the nearest of a name wins")
    func embedding() throws {
        let model = try model(
            """
            type Base {
            	Id int64 `json:"id"`
            	Name string `json:"name"`
            }
            type Middle {
            	*Base
            	Extra int `json:"extra"`
            }
            type Outer {
            	First int `json:"first"`
            	Middle
            	Title string `json:"name"`
            	Base `json:"base"`
            }
            """)
        let outer = try #require(model.structure(named: "Outer"))
        #expect(outer.effectiveFields.map(\.field.name) == ["First", "Id", "Extra", "Title", "Base"])
        #expect(outer.effectiveFields.map(\.path) == [[], ["Middle", "Base"], ["Middle"], [], []])
        #expect(
            model.structure(named: "Middle")?.members.first
                == .embedded(.init(structure: "Base", isPointer: true, origin: anywhere)))
        #expect(model.field("Base", of: "Outer")?.type == .structure("Base"))
    }

    @Test("comments above and behind are documentation, others are not")
    func documentation() throws {
        let model = try model(
            """
            // licence

            // A user.
            // Of the platform.
            type User { // not this
            	/*
            	 * The name.
            	 *
            	 * Not empty.
            	 */
            	Name string // as signed up

            	// detached

            	Age int
            	Base /* embedded */
            } // nor this
            type (
            	// The base.
            	Base {}
            )
            """)
        #expect(model.type(named: "User")?.documentation == ["A user.", "Of the platform."])
        #expect(model.type(named: "Base")?.documentation == ["The base."])
        #expect(model.field("Name", of: "User")?.documentation == ["The name.", "", "Not empty.", "as signed up"])
        #expect(model.field("Age", of: "User")?.documentation == [])
        guard case .embedded(let base) = model.structure(named: "User")?.members.last else {
            Issue.record("the last member is not embedded")
            return
        }
        #expect(base.documentation == ["embedded"])
    }

    @Test("twenty thousand types are checked in reasonable time")
    func manyTypes() {
        let body = (0..<20_000).map { "type T\($0) { A *T\(($0 + 1) % 20_000) }\n" }.joined()
        let clock = ContinuousClock()
        let time = clock.measure { #expect(check(body).model?.types.count == 20_000) }
        #expect(time < .seconds(60))
    }
}
