// Planets under gravity: f64 arithmetic on small arrays of structs, square roots.
const SOLAR_MASS: f64 = 4.0 * std::f64::consts::PI * std::f64::consts::PI;
const DAYS: f64 = 365.24;

#[derive(Clone, Copy)]
struct Body {
    position: [f64; 3],
    velocity: [f64; 3],
    mass: f64,
}

/// The sun and the four large planets: AU, AU per day, solar masses.
fn solar_system() -> [Body; 5] {
    let body = |position: [f64; 3], per_day: [f64; 3], mass: f64| Body {
        position,
        velocity: per_day.map(|v| v * DAYS),
        mass: mass * SOLAR_MASS,
    };
    let mut bodies = [
        body([0.0; 3], [0.0; 3], 1.0),
        body(
            [4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01],
            [1.66007664274403694e-03, 7.69901118419740425e-03, -6.90460016972063023e-05],
            9.54791938424326609e-04,
        ),
        body(
            [8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01],
            [-2.76742510726411862e-03, 4.99852801234917238e-03, 2.30417297573763929e-05],
            2.85885980666130812e-04,
        ),
        body(
            [1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01],
            [2.96460137564761618e-03, 2.37847173959480950e-03, -2.96589568540237556e-05],
            4.36624404335156298e-05,
        ),
        body(
            [1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01],
            [2.68067772490389322e-03, 1.62824170038242295e-03, -9.51592254519715870e-05],
            5.15138902046611451e-05,
        ),
    ];
    for axis in 0..3 {
        let momentum: f64 = bodies.iter().map(|b| b.velocity[axis] * b.mass).sum();
        bodies[0].velocity[axis] = -momentum / SOLAR_MASS;
    }
    bodies
}

fn distance_squared(a: &Body, b: &Body) -> ([f64; 3], f64) {
    let mut delta = [0.0; 3];
    for axis in 0..3 {
        delta[axis] = a.position[axis] - b.position[axis];
    }
    (delta, delta.iter().map(|d| d * d).sum())
}

fn energy(bodies: &[Body]) -> f64 {
    let mut total = 0.0;
    for (i, body) in bodies.iter().enumerate() {
        let speed: f64 = body.velocity.iter().map(|v| v * v).sum();
        total += 0.5 * body.mass * speed;
        for other in &bodies[i + 1..] {
            total -= body.mass * other.mass / distance_squared(body, other).1.sqrt();
        }
    }
    total
}

fn advance(bodies: &mut [Body], dt: f64) {
    for i in 0..bodies.len() {
        let (left, right) = bodies.split_at_mut(i + 1);
        let body = &mut left[i];
        for other in right {
            let (delta, squared) = distance_squared(body, other);
            let magnitude = dt / (squared * squared.sqrt());
            for axis in 0..3 {
                body.velocity[axis] -= delta[axis] * other.mass * magnitude;
                other.velocity[axis] += delta[axis] * body.mass * magnitude;
            }
        }
    }
    for body in bodies {
        for axis in 0..3 {
            body.position[axis] += dt * body.velocity[axis];
        }
    }
}

fn main() {
    let steps: usize = std::env::args().nth(1).map_or(1000, |s| s.parse().unwrap());
    let mut bodies = solar_system();
    println!("{:.9}", energy(&bodies));
    for _ in 0..steps {
        advance(&mut bodies, 0.01);
    }
    println!("{:.9}", energy(&bodies));
}
