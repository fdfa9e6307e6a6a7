import Settings
import Testing

@Suite("Secrets")
struct SecretSettingTests {
    @Test("a secret in the settings file is refused with the reason, and not shown")
    func inFile() throws {
        let problems = try Sample.problems("jwt:\n  secret: correct horse\n")
        #expect(
            problems == [
                """
                sojourn.yaml:2: jwt.secret is a secret and may not stand in this file, which is shared and kept in \
                version control: set SOJOURN_JWT_SECRET, or name a file that holds it with jwt.secretFile
                """
            ])
    }

    @Test("a secret may come from a file of its own, whose line end is not part of it", arguments: ["", "\n", "\r\n"])
    func fromFile(lineEnd: String) throws {
        try withFile("correct horse" + lineEnd) { path in
            for settings in [
                try Sample.load("jwt.secretFile: \(path)"), try Sample.load(nil, ["SOJOURN_JWT_SECRET_FILE": path]),
            ] {
                #expect(settings[Sample.secret]?.revealed == "correct horse")
                let item = settings.effective.first { $0.key == "jwt.secret" }
                #expect(item?.value == "********")
                #expect(item?.origin == .secretFile(path: path))
            }
        }
    }

    @Test("the secret's own variable wins over a file that the settings file names")
    func variableWins() throws {
        let settings = try Sample.load("jwt.secretFile: /nonexistent", ["SOJOURN_JWT_SECRET": "correct horse"])
        #expect(settings[Sample.secret] == SecretText("correct horse"))
    }

    @Test("two variables for one secret are refused")
    func both() throws {
        let environment = ["SOJOURN_JWT_SECRET": "correct horse", "SOJOURN_JWT_SECRET_FILE": "/nonexistent"]
        #expect(
            try Sample.problems(nil, environment) == [
                "SOJOURN_JWT_SECRET: set either SOJOURN_JWT_SECRET_FILE or SOJOURN_JWT_SECRET, not both"
            ])
    }

    @Test("a secret that is too short is refused, and not shown")
    func short() throws {
        #expect(
            try Sample.problems(nil, ["SOJOURN_JWT_SECRET": "hunter2"]) == [
                "SOJOURN_JWT_SECRET: jwt.secret must be a secret of at least 8 bytes, not what it is set to (7 bytes)"
            ])
        try withFile("\n") { path in
            let problems = try Sample.problems(nil, ["SOJOURN_JWT_SECRET_FILE": path])
            #expect(problems.count == 1)
            #expect(problems.first?.contains("at least 8 bytes, not what it is set to (0 bytes)") == true)
        }
    }

    @Test("a secret's file that cannot be read is refused with the reason")
    func unreadable() throws {
        #expect(
            try Sample.problems("jwt:\n  secretFile: /nonexistent/key") == [
                """
                sojourn.yaml:2: the file of jwt.secret, /nonexistent/key, cannot be read: No such file or directory
                """
            ])
    }

    @Test("a secret does not show itself")
    func masked() {
        let secret = SecretText("hunter2")
        var dumped = ""
        dump([secret], to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\([secret])", "\(Optional(secret) as Any)", dumped] {
            #expect(!text.contains("hunter2"))
        }
    }
}
