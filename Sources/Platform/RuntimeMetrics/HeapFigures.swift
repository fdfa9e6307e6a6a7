#if canImport(Glibc)
    import CMalloc

    /// What glibc's allocator says of the heap. It looks at its free lists for that, which takes microseconds.
    struct HeapFigures {
        /// Handed out to the program.
        let inUseBytes: Double
        /// Taken from the system and not handed out.
        let freeBytes: Double
        /// Large blocks that have a mapping of their own; they are a part of what is in use.
        let mappedBytes: Double

        static func read() -> HeapFigures {
            let info = mallinfo2()
            return HeapFigures(
                inUseBytes: Double(info.uordblks + info.hblkhd), freeBytes: Double(info.fordblks),
                mappedBytes: Double(info.hblkhd))
        }
    }
#endif
