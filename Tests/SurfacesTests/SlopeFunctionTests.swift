import Glibc
import Surfaces
import TestSupport
import Testing

@Suite struct SlopeFunctionTests {
    /// Signed slopes, and for each function its formula worked out in 30 decimal digits (mpmath) at them.
    static let slopes = [-0.5, -0.25, -0.15, -0.06, 0, 0.06, 0.2, 0.45]
    static let tables: [(name: String, values: [Double])] = [
        (
            "toblerOnPath",
            [
                0.3450125878019, 0.8276421729857, 1.174480149531, 1.609342360429,
                1.399095034615, 1.134084393674, 0.6947700327975, 0.2896232390841,
            ]
        ),
        (
            "toblerOffPath",
            [
                0.2070075526812, 0.4965853037914, 0.7046880897187, 0.9656054162576,
                0.8394570207692, 0.6804506362046, 0.4168620196785, 0.1737739434504,
            ]
        ),
        (
            "marquezPerez",
            [
                0.2445542954236, 0.6182774787519, 0.8959972568635, 1.251173702108,
                1.137328478626, 0.9103574744447, 0.5415510577306, 0.2142058249098,
            ]
        ),
        (
            "rees",
            [
                0.2249718785152, 0.593471810089, 0.9157509157509, 1.237685033913,
                1.333333333333, 1.237685033913, 0.7396449704142, 0.2668801708033,
            ]
        ),
        (
            "garmy",
            [
                0.00392552555767, 0.2297488484676, 0.6207473153345, 1.01110316355,
                1.111111111111, 1.01110316355, 0.3993344211578, 0.01014769563935,
            ]
        ),
        (
            "irmischerClarkeOnPath",
            [
                0.4346524673583, 0.9107374029168, 1.055959468907, 1.109444598737,
                1.096207116744, 1.04498740327, 0.8166482778577, 0.3593522087773,
            ]
        ),
        (
            "irmischerClarkeOffPath",
            [
                0.2962849913036, 0.6093907340438, 0.7199572199607, 0.7740708353272,
                0.7785127642074, 0.7565963089191, 0.6220328706649, 0.3063807722505,
            ]
        ),
        (
            "campbell",
            [
                1.043854409268, 1.535448856995, 2.106373590791, 2.626170764297,
                2.551944036587, 2.148945745593, 1.296196126466, 0.7713236644675,
            ]
        ),
        ("langmuir", [1.7199, 1.21995, 0.5, 0.72, 0.72, 1.08, 1.92, 3.42]),
        ("rwalk", [1.7199, 1.21995, 0.5, 0.600012, 0.72, 1.08, 1.92, 3.42]),
        ("naismith", [0.72, 0.72, 0.72, 0.72, 0.72, 1.08, 1.92, 3.42]),
        (
            "kondoSeino",
            [
                0.743271934651, 1.081454283644, 1.256470618683, 1.385147586024,
                1.210225485945, 1.057393263801, 0.7716738396489, 0.4396865001261,
            ]
        ),
        (
            "minetti",
            [
                2.840625, 1.54052734375, 0.93593265625, 1.5264499312,
                2.5, 3.8457085648, 7.87744, 17.60029703125,
            ]
        ),
        (
            "herzog",
            [
                4.7299375, 1.77818359375, 0.7642837625, 0.7968401054528,
                1.64, 3.142490778541, 8.062984, 17.3786555,
            ]
        ),
        (
            "lloberaSluckin",
            [
                8.154375, 1.3337890625, 1.0627095625, 1.7501543728,
                2.635, 3.8252966128, 7.656248, 17.6908395625,
            ]
        ),
        ("wheeled", [18.36111111111, 5.340277777778, 2.5625, 1.25, 1.0, 1.25, 3.777777777778, 15.0625]),
        (
            "pandolf",
            [
                2432.533877551, 581.1053061224, 290.533877551, 248.8767346939,
                314.093877551, 540.893877551, 1070.093877551, 2015.093877551,
            ]
        ),
    ]
    static let campbellTables: [(percentile: Int, values: [Double])] = [
        (
            1,
            [
                0.428032847059, 0.5808665942197, 0.7233970549756, 0.8288389155728,
                0.8127205214008, 0.7265959508889, 0.4990808476691, 0.3172467501255,
            ]
        ),
        (
            5,
            [
                0.592183878563, 0.8235827074748, 1.011566846905, 1.148815933828,
                1.144796763651, 1.052569959719, 0.7437108462785, 0.4450725754317,
            ]
        ),
        (
            25,
            [
                0.8738802688571, 1.131562129448, 1.498557836116, 1.924888523379,
                1.899569677615, 1.590200984897, 0.9870146545992, 0.65643772007,
            ]
        ),
        (
            75,
            [
                1.322012871141, 2.190685574725, 2.815432622195, 3.137889408297,
                3.001813165221, 2.638032613432, 1.720233827745, 0.9354804630107,
            ]
        ),
        (
            95,
            [
                2.421184459263, 3.219020826898, 3.657358239689, 3.801634272413,
                3.655016877841, 3.350337591347, 2.507737881723, 1.582981516072,
            ]
        ),
    ]

    @Test func `every name has a table and every table a name`() {
        #expect(Self.tables.map(\.name).sorted() == SlopeFunction.names.sorted())
    }

    @Test(arguments: tables)
    func `a function gives its table of values`(name: String, values: [Double]) throws {
        let function = try SlopeFunction.named(name)
        for (slope, expected) in zip(Self.slopes, values) {
            #expect(isClose(function.value(at: slope), expected, within: 2e-12 * abs(expected)), "\(name) at \(slope)")
        }
    }

    @Test(arguments: campbellTables)
    func `each percentile of Campbell has its own curve`(percentile: Int, values: [Double]) throws {
        var parameters = SlopeParameters()
        parameters.percentile = percentile
        let function = try SlopeFunction.named("campbell", parameters: parameters)
        for (slope, expected) in zip(Self.slopes, values) {
            #expect(isClose(function.value(at: slope), expected, within: 2e-12 * expected))
        }
    }

    @Test func `Tobler walks 5.037 km per hour on the flat and 6 on a descent of 5 percent`() throws {
        // Tobler 1993, NCGIA technical report 93-1, page 3.
        let tobler = try SlopeFunction.named("toblerOnPath")
        #expect(isClose(tobler.value(at: 0) * 3.6, 5.037, within: 0.0005))
        #expect(isClose(tobler.value(at: -0.05) * 3.6, 6, within: 1e-12))
    }

    @Test func `Naismith takes an hour for 5 km and an hour more for each 600 m climbed`() throws {
        let naismith = try SlopeFunction.named("naismith")
        #expect(isClose(naismith.costPerMetre(at: 0) * 5000, 3600, within: 1e-9))
        #expect(isClose((naismith.costPerMetre(at: 0.1) - naismith.costPerMetre(at: 0)) * 6000, 3600, within: 1e-9))
    }

    @Test func `Minetti's polynomial meets the energies measured on the treadmill`() throws {
        // Minetti et al. 2002, table 2: walking, mean and standard deviation, J/kg/m.
        let minetti = try SlopeFunction.named("minetti")
        #expect(isClose(minetti.value(at: 0.45), 17.33, within: 1.11))
        #expect(isClose(minetti.value(at: -0.10), 0.81, within: 0.37))
        #expect(minetti.value(at: 0) == 2.5)
    }

    @Test(arguments: ["toblerOnPath", "irmischerClarkeOffPath", "campbell", "rwalk", "minetti", "herzog", "kondoSeino"])
    func `going up costs more than going down the same slope`(name: String) throws {
        let function = try SlopeFunction.named(name)
        for slope in [0.02, 0.08, 0.15] {
            #expect(function.costPerMetre(at: slope) > function.costPerMetre(at: -slope))
        }
    }

    @Test func `the formula of Kondo and Seino breaks at a descent of 7 percent`() throws {
        let function = try SlopeFunction.named("kondoSeino")
        #expect(isClose(function.value(at: -0.07), 5.1 / 3.6, within: 1e-12))
        #expect(isClose(function.value(at: -0.27) * 3.6, 5.1 * exp(-0.3), within: 1e-12))
        #expect(isClose(function.value(at: 0.13) * 3.6, 5.1 * exp(-0.45), within: 1e-12))
    }

    @Test(arguments: SlopeFunction.names)
    func `no metre costs less than the stated least`(name: String) throws {
        var parameters = SlopeParameters()
        for percentile in [1, 5, 25, 50, 75, 95] {
            parameters.percentile = percentile
            let function = try SlopeFunction.named(name, parameters: parameters)
            var least = Double.infinity
            for step in -3000...3000 { least = min(least, function.costPerMetre(at: Double(step) / 1000)) }
            #expect(least >= function.leastCostPerMetre * (1 - 1e-12))
            #expect(function.leastCostPerMetre > 0)
        }
    }

    @Test func `energy never falls below a twentieth of the flat's in a cost surface`() throws {
        let herzog = try SlopeFunction.named("herzog")
        let minetti = try SlopeFunction.named("minetti")
        // Outside their range the polynomials turn negative.
        #expect(minetti.value(at: -0.9) < 0)
        #expect(minetti.costPerMetre(at: -0.9) == 0.05 * 2.5)
        for step in -100...100 { #expect(herzog.costPerMetre(at: Double(step) / 100) >= 0.05 * 1.64) }
    }

    @Test func `a cost per metre is the pace, and for Pandolf joules per metre`() throws {
        let tobler = try SlopeFunction.named("toblerOffPath")
        #expect(isClose(tobler.costPerMetre(at: 0.1) * tobler.value(at: 0.1), 1, within: 1e-15))
        let pandolf = try SlopeFunction.named("pandolf")
        #expect(isClose(pandolf.costPerMetre(at: 0), 314.093877551 / 1.2, within: 1e-8))
    }

    @Test func `parameters change the functions that read them`() throws {
        var parameters = SlopeParameters()
        parameters.speedCapMetresPerSecond = nil
        let walk = try SlopeFunction.named("rwalk", parameters: parameters)
        #expect(isClose(walk.value(at: -0.2), 0.32004, within: 1e-12))
        parameters.sex = .female
        let march = try SlopeFunction.named("irmischerClarkeOffPath", parameters: parameters)
        #expect(isClose(march.value(at: 0.1), 0.6920635544751, within: 1e-12))
        parameters.bodyKilograms = 80
        parameters.loadKilograms = 35
        parameters.walkingMetresPerSecond = 0.9
        parameters.terrainFactor = 1.5
        let pandolf = try SlopeFunction.named("pandolf", parameters: parameters)
        #expect(isClose(pandolf.value(at: 0.1), 916.9859375, within: 1e-9))
        #expect(isClose(pandolf.value(at: -0.1), 272.0223660714, within: 1e-9))
    }

    @Test func `validity follows the range of the source`() throws {
        let campbell = try SlopeFunction.named("campbell")
        #expect(campbell.isValid(at: tan(29.9 * .pi / 180)) && !campbell.isValid(at: -tan(30.1 * .pi / 180)))
        let minetti = try SlopeFunction.named("minetti")
        #expect(minetti.isValid(at: -0.5) && !minetti.isValid(at: 0.501))
        let tobler = try SlopeFunction.named("toblerOnPath")
        #expect(tobler.isValid(at: 2))
    }

    @Test func `a wrong name or parameter says what is allowed`() {
        #expect(throws: SurfaceError.unknownSlopeFunction(name: "tobler")) { try SlopeFunction.named("tobler") }
        #expect(SurfaceError.unknownSlopeFunction(name: "tobler").description.contains("toblerOffPath"))
        var parameters = SlopeParameters()
        parameters.percentile = 40
        #expect(
            throws: SurfaceError.parameterOutOfRange(name: "percentile", value: 40, range: "1, 5, 25, 50, 75 or 95")
        ) {
            try SlopeFunction.named("campbell", parameters: parameters)
        }
        parameters = SlopeParameters()
        parameters.speedCapMetresPerSecond = 0
        #expect(throws: SurfaceError.self) { try SlopeFunction.named("rwalk", parameters: parameters) }
    }
}
