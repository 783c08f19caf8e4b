internal import Connectivity
internal import Export
internal import SpatialEngine
internal import SpatialFormats

/// The terminals of a job in the order of their ids.
struct NamedTerminals {
    var names: [String]
    var terminals: [CircuitTerminal]

    func index(of name: String, _ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int) throws -> Int {
        guard let index = names.firstIndex(of: name) else {
            throw table.fault(row, column, "there is no terminal \(name); name one of the ids of --focal")
        }
        return index
    }
}

extension CircuitAnalysis {
    /// Solves between terminals, and books each solve.
    func solveTerminals(
        _ circuit: CircuitGraph, _ rasters: inout AlignedRasters, _ ledger: inout CircuitLedger,
        _ progress: @escaping LandProgress
    ) throws {
        var named = try readTerminals(circuit, &rasters)
        try readStrengths(&named)
        let pairs = try readPairs(&named)
        try ledger.begin(named.names, pairs)
        let solver = TerminalCircuit(circuit.graph, terminals: named.terminals, threads: threads)
        let report: TerminalCircuit.Progress = { progress("solving", $0, $1) }
        switch mode {
        case .oneToAll:
            try solver.oneToAll(Self.partners(named.names.count, pairs), progress: report) { try ledger.book($0) }
        case .allToOne:
            try solver.allToOne(Self.partners(named.names.count, pairs), progress: report) { try ledger.book($0) }
        case .pairwise, .advanced:
            try solver.pairwise(pairs, progress: report) { try ledger.book($0) }
        }
    }

    private static func partners(_ count: Int, _ pairs: [(from: Int, to: Int)]) -> [[Int]] {
        var partners = [[Int]](repeating: [], count: count)
        for (from, to) in pairs {
            partners[from].append(to)
            partners[to].append(from)
        }
        return partners.map { $0.sorted() }
    }

    private func readTerminals(_ circuit: CircuitGraph, _ rasters: inout AlignedRasters) throws -> NamedTerminals {
        switch circuit.nodes {
        case .names(let names): try networkTerminals(names)
        case .cells(let nodes, let grid): try rasterTerminals(nodes, grid, &rasters)
        }
    }

    private func networkTerminals(_ names: [String]) throws -> NamedTerminals {
        guard let focal else { throw RequestError(.wrongUsage, "--network needs --focal F") }
        let table = try TableInput(focal)
        let id = try table.column("id")
        let numbers = Dictionary(uniqueKeysWithValues: zip(names, Int32(0)...))
        var nodes: [String: Int32] = [:]
        for row in table.rows {
            let name = try table.text(row, id)
            guard let number = numbers[name] else {
                throw table.fault(row, id, "the network has no node \(name)")
            }
            nodes[name] = number
        }
        if nodes.isEmpty { throw RequestError(.badData, "\(focal) names no terminal; add rows below the header") }
        return Self.ordered(nodes.mapValues { [$0] })
    }

    private func rasterTerminals(
        _ nodes: [Int32], _ grid: Grid, _ rasters: inout AlignedRasters
    ) throws -> NamedTerminals {
        let reader = PlaceReader(grid: grid, system: system)
        var members: [String: [Int32]] = [:]
        func add(_ cell: Int, to name: String) {
            members[name, default: []] += nodes[cell] >= 0 ? [nodes[cell]] : []
        }
        if let ends {
            add(try reader.place(ends.from, option: "--from").cell, to: "1")
            add(try reader.place(ends.to, option: "--to").cell, to: "2")
        } else if let focal, focal.hasExtension("csv") {
            for place in try reader.places(focal, option: "--focal", mayRepeat: true) {
                let name = Int(place.id).map(String.init) ?? place.id
                add(place.cell, to: name)
            }
        } else if let focal {
            let ids = try rasters.ids(focal)
            for cell in ids.indices where ids[cell] > 0 { add(cell, to: String(ids[cell])) }
            if members.isEmpty {
                throw RequestError(.badData, "\(focal) holds no id above 0; mark the terminals in it")
            }
        }
        return Self.ordered(members)
    }

    private static func ordered(_ members: [String: [Int32]]) -> NamedTerminals {
        let names = members.keys.sorted(by: precedes)
        return NamedTerminals(names: names, terminals: names.map { CircuitTerminal(nodes: members[$0] ?? []) })
    }

    private func readStrengths(_ named: inout NamedTerminals) throws {
        guard let strengths else { return }
        let table = try TableInput(strengths)
        let (id, amperes) = (try table.column("id"), try table.column("amperes"))
        for row in table.rows {
            let index = try named.index(of: try idText(table, row, id), table, row, id)
            named.terminals[index] = CircuitTerminal(
                nodes: named.terminals[index].nodes, amperes: try table.number(row, amperes))
        }
    }

    /// The pairs that count, ascending; terminals that none of them names are left out.
    private func readPairs(_ named: inout NamedTerminals) throws -> [(from: Int, to: Int)] {
        let count = named.names.count
        guard let pairs else {
            return (0..<count).flatMap { from in (from + 1..<max(count, from + 1)).map { (from, $0) } }
        }
        let table = try TableInput(pairs)
        let (from, to) = (try table.column("from"), try table.column("to"))
        var wanted: [[Int]] = []
        for row in table.rows {
            let a = try named.index(of: try idText(table, row, from), table, row, from)
            let b = try named.index(of: try idText(table, row, to), table, row, to)
            if a != b { wanted.append([min(a, b), max(a, b)]) }
        }
        let kept = Set(wanted.joined()).sorted()
        named.names = kept.map { [names = named.names] in names[$0] }
        named.terminals = kept.map { [terminals = named.terminals] in terminals[$0] }
        let places = Dictionary(uniqueKeysWithValues: zip(kept, 0...))
        let renumbered = Set(wanted.map { pair in pair.compactMap { places[$0] } })
        return renumbered.sorted { $0.lexicographicallyPrecedes($1) }.map { ($0[0], $0[1]) }
    }

    private func idText(_ table: TableInput, _ row: CommaSeparatedTable.Row, _ column: Int) throws -> String {
        let text = try table.text(row, column)
        return isNetwork ? text : Int(text).map(String.init) ?? text
    }
}
