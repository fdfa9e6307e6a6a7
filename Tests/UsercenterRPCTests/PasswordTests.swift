import Crypto
import Logging
import ServiceKit
import ServiceLifecycle
import Testing

@testable import UsercenterRPC

@Suite("Passwords")
struct PasswordTests {
    @Test(
        "a stored hash that is damaged or asks for too much is not read",
        arguments: [
            "", "secret", "$scrypt$", "$scrypt$ln=14,r=8,p=1$AAAA$AAAA",
            "$bcrypt$ln=14,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
            "$scrypt$ln=99,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
            "$scrypt$ln=-1,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
            "$scrypt$ln=14,r=0,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
            "$scrypt$r=8,ln=14,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
            "$scrypt$ln=14,r=8$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
            "$scrypt$ln=14,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$",
            "$scrypt$ln=14,r=8,p=1$MDEy*zQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
            "$scrypt$ln=14,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY$",
        ])
    func unreadable(text: String) {
        #expect(throws: PasswordHash.Unreadable.self) { try PasswordHash(text) }
    }

    @Test("a hash is read back as it was stored, and says what it cost")
    func text() throws {
        let password = try Password(chosen: "secret 1")
        let hash = try PasswordHash(password, parameters: cheap)
        #expect(hash.text.hasPrefix("$scrypt$ln=2,r=1,p=1$"))
        #expect(try PasswordHash(hash.text) == hash)
        #expect(try PasswordHash(hash.text).matches(password))
        #expect(try !PasswordHash(hash.text).matches(Password(chosen: "secret 2")))
    }

    @Test("the same password has another hash each time")
    func salt() throws {
        let password = try Password(chosen: "secret 1")
        #expect(try PasswordHash(password, parameters: cheap) != PasswordHash(password, parameters: cheap))
    }

    /// The second vector of RFC 7914, section 12, of which 32 bytes are compared.
    @Test("hashes are scrypt's")
    func vector() throws {
        let parameters = ScryptParameters(logRounds: 10, blockSize: 8, parallelism: 16)
        let key: [UInt8] = [
            0xfd, 0xba, 0xbe, 0x1c, 0x9d, 0x34, 0x72, 0x00, 0x78, 0x56, 0xe7, 0x19, 0x0d, 0x01, 0xe9, 0xfe, 0x7c, 0x6a,
            0xd7, 0xcb, 0xc8, 0x23, 0x78, 0x30, 0xe7, 0x73, 0x76, 0x63, 0x4b, 0x37, 0x31, 0x62,
        ]
        let hash = PasswordHash(parameters: parameters, salt: Array("NaCl".utf8), key: SymmetricKey(data: key))
        #expect(try hash.matches(Password(attempt: "password")))
    }

    @Test("new passwords cost what they should")
    func parameters() {
        #expect(ScryptParameters.current == ScryptParameters(logRounds: 14, blockSize: 8, parallelism: 1))
        #expect(PasswordHasher().parameters == .current)
    }

    @Test("neither a password nor its hash shows itself")
    func secrecy() throws {
        let password = try Password(chosen: "correct horse")
        let hash = try PasswordHash(password, parameters: cheap)
        var dumped = ""
        dump(password, to: &dumped)
        dump(hash, to: &dumped)
        dumped += "\(password) \(hash) \(String(reflecting: password)) \(String(reflecting: hash))"
        #expect(!dumped.contains("correct"))
        #expect(!dumped.contains("99"))
        #expect(!dumped.contains(hash.text.suffix(20)))
    }

    @Test("where there is no hash, no password is right, and a hash is computed all the same")
    func nobody() async throws {
        try await withHasher { hasher in
            let isRight = try await hasher.verify(Password(attempt: "x"), against: nil)
            #expect(!isRight)
        }
        let real = PasswordHash(matchingNothing: .current)
        #expect(real.parameters == .current)
        #expect(real.salt.count == PasswordHash.saltLength)
    }

    @Test("a hasher that is not running says so instead of waiting")
    func notRunning() async throws {
        let hasher = PasswordHasher(parameters: cheap, threads: 1)
        await #expect(throws: CancellationError.self) { try await hasher.hash(Password(chosen: "secret 1")) }
    }

    @Test("those who find the queue full are sent away")
    func full() async throws {
        let hasher = PasswordHasher(parameters: cheap, threads: 1, capacity: 0)
        let error = await #expect(throws: ServiceError.self) { try await hasher.hash(Password(chosen: "secret 1")) }
        #expect(error?.code == .rateLimited)
    }

    @Test("graceful shutdown ends the hasher")
    func shutdown() async throws {
        let hasher = PasswordHasher(parameters: cheap, threads: 1)
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: hasher)], logger: Logger(label: "users")))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        await #expect(throws: CancellationError.self) { try await hasher.hash(Password(chosen: "secret 1")) }
    }
}
