"""Products, norms, decompositions and diagonals of matrices."""

# %% matmul of matrices
a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
b = tf.constant([[5.0, 6.0, 7.0], [8.0, 9.0, 10.0]])
tf.matmul(a, b)
tf.linalg.matmul(a, b)
a @ b
tf.matmul(a, b, transpose_a=True)
tf.matmul(a, a, transpose_b=True)
tf.matmul(b, b, transpose_a=True)
tf.matmul(b, b, False, True)
tf.matmul(a, [[1.0], [2.0]])
tf.matmul([[1, 2], [3, 4]], [[5, 6], [7, 8]])
tf.matmul(a, [[1, 2], [3, 4]])
tf.matmul(a.numpy(), b.numpy())
tf.matmul(np.ones((2, 3)), np.ones((3, 2)))
tf.matmul(tf.Variable(a), b)
tf.matmul(a, a, output_type=tf.float32)
tf.matmul(a, a, a_is_sparse=True)
tf.matmul(a, a, b_is_sparse=True)
tf.matmul(np.ones((0, 2)), np.ones((2, 3)))
tf.matmul(np.ones((2, 0)), np.ones((0, 3)))
tf.matmul(tf.zeros([2, 0]), tf.zeros([0, 0]))

# %% matmul in every dtype
for name in ["bfloat16", "float16", "float32", "float64", "int32", "int64", "complex64"]:
    x = tf.cast([[1, 2], [3, 4]], name)
    show(tf.matmul(x, x))
    show(tf.matmul(tf.stack([x, x]), x))
attempt(tf.matmul, [[True]], [[True]])
attempt(tf.matmul, [["a"]], [["b"]])

# %% matmul of batches
x = tf.reshape(tf.range(12.0), [2, 2, 3])
y = tf.reshape(tf.range(6.0), [3, 2])
tf.matmul(x, y)
tf.matmul(y, x)
tf.matmul(x, x, transpose_b=True)
tf.matmul(x, x, transpose_a=True)
tf.matmul(x, y, adjoint_a=True, adjoint_b=True)
tf.matmul(x[:, None], x[None], transpose_b=True).shape
tf.matmul(x[:1], x, transpose_b=True)
tf.matmul(tf.reshape(tf.range(24), [2, 3, 2, 2]), tf.reshape(tf.range(4), [2, 2]))

# %% adjoints of complex matrices
c = tf.constant([[1 + 2j, 3 - 1j], [0.5j, 2.0]])
tf.matmul(c, c)
tf.matmul(c, c, adjoint_a=True)
tf.matmul(c, c, adjoint_b=True)
tf.matmul(c, c, transpose_a=True)
tf.math.real(tf.matmul(c[None], c, adjoint_a=True))
tf.matmul(c[None], c, transpose_a=True)
tf.linalg.adjoint(c)
tf.linalg.adjoint(tf.constant([[1, 2], [3, 4]]))

# %% matmul of shapes that do not fit
a = tf.constant([[1.0, 2.0]])
tf.matmul(a, a)
a @ a
tf.matmul(a, a, name="product")
tf.matmul(a, [1.0, 2.0])
tf.matmul([1.0, 2.0], a)
tf.matmul([1.0, 2.0], [1.0, 2.0])
tf.matmul(2.0, a)
tf.matmul(a, 2.0)
tf.matmul(a, a, transpose_a=True, transpose_b=True)
tf.matmul(a[None], a)
tf.matmul(a[None], a[None])
tf.matmul(tf.ones([2, 1, 2]), tf.ones([3, 2, 1]))
tf.matmul(tf.ones([2, 1, 2]), [1.0, 2.0])
tf.matmul([1.0, 2.0], tf.ones([2, 2, 1]))
tf.matmul(a, tf.ones([3, 1]), a_is_sparse=True)

# %% wrong calls of matmul
a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
tf.matmul(a, a, transpose_a=True, adjoint_a=True)
tf.matmul(a, a, transpose_b=True, adjoint_b=True)
tf.matmul(a, tf.constant([[1, 2], [3, 4]]))
tf.matmul(tf.constant([[1, 2], [3, 4]]), a)
tf.matmul(a, np.ones((2, 2)))
tf.matmul(np.ones((2, 2)), a)
tf.matmul([[1, 2], [3, 4]], a)
tf.matmul(a[None], np.ones((2, 2)))
tf.matmul(None, a)
tf.matmul(a, None)
tf.matmul("a", a)

# %% gradients of matmul
a = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
b = tf.Variable([[5.0, 6.0, 7.0], [8.0, 9.0, 10.0]])
with tf.GradientTape(persistent=True) as tape:
    y = tf.matmul(a, b)
    z = tf.matmul(a, a, transpose_a=True)
    w = tf.matmul(tf.stack([a, 2 * a]), b)
tape.gradient(y, [a, b])
tape.gradient(z, a)
tape.gradient(w, [a, b])
c = tf.Variable([[1 + 2j, 3 - 1j], [0.5j, 2.0]])
with tf.GradientTape() as tape:
    y = tf.matmul(c, c, adjoint_a=True)
tape.gradient(y, c)

# %% matrices times vectors
m = tf.constant([[1.0, 2.0], [3.0, 4.0]])
tf.linalg.matvec(m, [1.0, 2.0])
tf.linalg.matvec(m, [1.0, 2.0], transpose_a=True)
tf.linalg.matvec(tf.stack([m, m + 1]), [1.0, 2.0])
tf.linalg.matvec(tf.stack([m, m + 1]), m)
tf.linalg.matvec([[1, 2]], [3, 4])
tf.linalg.matvec(m, [1.0, 2.0, 3.0])
tf.linalg.matvec(m, 2.0)
tf.linalg.matvec(tf.constant([[1j, 2]]), tf.constant([1 + 1j]), adjoint_a=True)

# %% einsum
a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
b = tf.constant([[5.0, 6.0, 7.0], [8.0, 9.0, 10.0]])
v = tf.constant([1.0, -1.0])
tf.einsum("ij,jk->ik", a, b)
tf.einsum("ij,jk", a, b)
tf.einsum("ij , jk -> ik", a, b)
tf.einsum("ij->ji", b)
tf.einsum("ji", b)
tf.einsum("ij->", b)
tf.einsum("ij->i", b)
tf.einsum("ii->i", a)
tf.einsum("ii", a)
tf.einsum("i,i->", v, v)
tf.einsum("i,j->ij", v, v)
tf.einsum("ij,ij->ij", a, a)
tf.einsum("ij,j->i", a, v)
tf.einsum("i,ij,j->", v, a, v)
tf.einsum("ij,jk,kl->il", a, a, b)
tf.einsum("bij,bjk->bik", tf.stack([a, a]), tf.stack([b, 2 * b]))
tf.einsum("...ij,jk->...ik", tf.stack([a, a]), b)
tf.einsum("...ij->...ji", tf.stack([a, 2 * a]))
tf.einsum("...i,...i->...", a, a)
tf.linalg.einsum("ij,jk->ik", [[1, 2]], [[3], [4]])
tf.einsum("ij,jk->ik", a, b, optimize="optimal", name="product")
tf.einsum("abc,cd->abd", tf.reshape(tf.range(8.0), [2, 2, 2]), a)
tf.einsum("iJ,Jk->ik", a, b)
tf.einsum("ij->ij", tf.constant([[1j]]))

# %% wrong equations
a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
b = tf.constant([[5.0, 6.0, 7.0]])
tf.einsum("ij,jk->ik", a, b)
tf.einsum("ij,jk->ik", a)
tf.einsum("ijk->ij", a)
tf.einsum("ij,jk->im", a, a)
tf.einsum("ij->ii", a)
tf.einsum("ij,jk->ik", a, [[1, 2], [3, 4]])
tf.einsum("ij,jk->ik", a, tf.constant([[1, 2], [3, 4]]))
tf.einsum("i1,1k->ik", a, a)
tf.einsum("ij,jk>ik", a, a)
tf.einsum("ij,jk->ik->k", a, a)
tf.einsum("ij->...", a)
tf.einsum("ij")
tf.einsum(a, a)
tf.einsum("ij->ij", a, wrong=1)

# %% gradients of einsum
a = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
v = tf.Variable([1.0, -1.0])
with tf.GradientTape(persistent=True) as tape:
    y = tf.einsum("ij,j->i", a, v)
    z = tf.einsum("ii->", a)
    w = tf.einsum("i,ij,j->", v, a, v)
tape.gradient(y, [a, v])
tape.gradient(z, a)
tape.gradient(w, [a, v])

# %% tensordot
a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
t = tf.reshape(tf.range(12.0), [2, 3, 2])
v = tf.constant([1.0, -1.0])
tf.tensordot(a, a, 1)
tf.tensordot(a, a, 2)
tf.tensordot(a, a, 0)
tf.tensordot(v, v, 1)
tf.tensordot(v, v, axes=1)
tf.tensordot(a, v, 1)
tf.tensordot(a, v, [[0], [0]])
tf.tensordot(t, a, [[2], [0]])
tf.tensordot(t, a, [[0, 2], [0, 1]])
tf.tensordot(t, a, [[-1], [-2]])
tf.tensordot(t, t, [[0, 1], [0, 1]])
tf.tensordot(a, a, [0, 1])
tf.tensordot(a, a, tf.constant([[0], [1]]))
tf.tensordot([[1, 2]], [[3], [4]], 1)
tf.linalg.tensordot(t, v, 1)
tf.tensordot(a, tf.constant([1.0, 2.0, 3.0]), 1)
tf.tensordot(a, a, 3)
tf.tensordot(a, a, -1)
tf.tensordot(a, a, [[0, 1], [0]])
tf.tensordot(a, a, [[0]])
tf.tensordot(a, tf.constant([[1, 2], [3, 4]]), 1)
tf.tensordot(2.0, v, 0)

# %% norms of vectors
v = tf.constant([3.0, -4.0])
m = tf.constant([[3.0, -4.0], [5.0, 12.0]])
tf.norm(v)
tf.linalg.norm(v)
tf.norm(m)
tf.norm(m, axis=0)
tf.norm(m, axis=1)
tf.norm(m, axis=1, keepdims=True)
tf.norm(m, keepdims=True)
tf.norm(v, 1)
tf.norm(v, ord=1)
tf.norm(v, np.inf)
tf.norm(v, 3)
tf.norm(m, 2.5, axis=0)
tf.norm(m, ord=1, axis=-1)
tf.norm(m, ord=np.inf, axis=0)
tf.norm([3.0, 4.0])
tf.norm(tf.constant([3 + 4j, 1j]))
tf.norm(np.array([3.0, 4.0]))
tf.norm(tf.constant([3.0, 4.0], tf.float16))
tf.norm(tf.zeros([0]))
tf.norm(2.0)

# %% norms of matrices
m = tf.constant([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]])
tf.norm(m, ord="fro", axis=[0, 1])
tf.norm(m, ord="euclidean", axis=(0, 1))
tf.norm(m, ord=1, axis=[0, 1])
tf.norm(m, ord=np.inf, axis=[0, 1])
tf.norm(m, ord=np.inf, axis=[-2, -1])
tf.norm(m, ord=2, axis=[0, 1])
tf.norm(tf.stack([m, 2 * m]), ord=2, axis=[1, 2])
tf.norm(tf.stack([m, 2 * m]), ord=1, axis=[1, 2], keepdims=True)
tf.norm(m, ord=2, axis=[0, 1], keepdims=True)

# %% norms that there are not
v = tf.constant([3.0, -4.0])
m = tf.constant([[3.0, -4.0], [5.0, 12.0]])
tf.norm(v, ord=0)
tf.norm(v, ord=-1)
tf.norm(v, ord="fro")
tf.norm(v, ord="nuclear")
tf.norm(m, ord=3, axis=[0, 1])
tf.norm(m, axis=[0, 1, 2])
tf.norm(m, axis=[0, 0])
tf.norm(m, axis=2)
tf.norm([3, 4])
tf.norm(m, axis="x")
tf.norm(tf.constant(["a"]))

# %% gradients of norms
v = tf.Variable([3.0, 4.0])
zero = tf.Variable([0.0, 0.0])
with tf.GradientTape(persistent=True) as tape:
    show(*[tape.gradient(tf.norm(x), x) for x in (v, zero)])
    show(*[tape.gradient(tf.norm(x, ord=1), x) for x in (v, zero)])
    show(*[tape.gradient(tf.norm(x, ord=np.inf), x) for x in (v, zero)])
    show(*[tape.gradient(tf.norm(x, ord=3), x) for x in (v, zero)])

# %% normalize
m = tf.constant([[3.0, -4.0], [5.0, 12.0]])
tf.linalg.normalize(m)
tf.linalg.normalize(m, axis=1)
tf.linalg.normalize(m, ord=1, axis=0)
tf.linalg.normalize([3.0, 4.0])
tf.linalg.normalize(tf.zeros([2]))
tf.linalg.global_norm([m, tf.constant([1.0, 1.0])])
tf.linalg.l2_normalize(m, axis=1)

# %% traces and determinants
m = tf.constant([[2.0, 1.0], [-1.0, 3.0]])
tf.linalg.trace(m)
tf.linalg.trace(tf.stack([m, 2 * m]))
tf.linalg.trace([[1, 2, 3], [4, 5, 6]])
tf.linalg.trace(tf.constant([1.0]))
tf.linalg.trace(1.0)
tf.linalg.det(m)
tf.linalg.det(tf.stack([m, 2 * m]))
tf.linalg.det(tf.constant([[1.0, 2.0], [2.0, 4.0]]))
tf.linalg.det(tf.cast(m, tf.float64))
tf.linalg.det(tf.constant([[1j, 2], [3, 4]]))
tf.linalg.det(tf.zeros([0, 0]))
tf.linalg.det(tf.zeros([2, 2]))
tf.linalg.det([[0.0, 1.0], [1.0, 0.0]])
tf.linalg.det([[1.0, 2.0], [3.0, 4.0]])
tf.linalg.slogdet([[1.0, 2.0], [2.0, 4.0]])
tf.linalg.slogdet([[np.inf, 0.0], [0.0, 1.0]])
tf.linalg.det([[np.inf, 0.0], [0.0, 1.0]])
tf.linalg.det([[2.0]])
tf.linalg.det(tf.ones([2, 3]))
tf.linalg.det(tf.ones([2]))
tf.linalg.det([[1, 2], [3, 4]])
tf.linalg.slogdet(m)
tf.linalg.slogdet(-tf.eye(3))
tf.linalg.slogdet(tf.constant([[1j, 2], [3, 4]]))
tf.linalg.slogdet(tf.zeros([2, 2]))
tf.linalg.logdet(tf.constant([[2.0, 1.0], [1.0, 3.0]]))
tf.linalg.logdet(tf.stack([tf.eye(2), 2 * tf.eye(2)]))

# %% inverses and equations  [rtol=1e-5, atol=1e-6]
m = tf.constant([[2.0, 1.0], [-1.0, 3.0]])
b = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
tf.linalg.inv(m)
tf.linalg.inv(m, adjoint=True)
tf.linalg.inv(tf.stack([m, 2 * m]))
tf.linalg.inv(tf.cast(m, tf.float64))
tf.linalg.inv(tf.constant([[1j, 2], [3, 4]]))
tf.linalg.solve(m, b)
tf.linalg.solve(m, b, adjoint=True)
tf.linalg.solve(tf.stack([m, 2 * m]), tf.stack([b, b]))
tf.linalg.triangular_solve(m, b)
tf.linalg.triangular_solve(m, b, lower=False)
tf.linalg.triangular_solve(m, b, adjoint=True)
tf.linalg.triangular_solve(tf.stack([m, 2 * m]), b)
tf.linalg.lstsq(
    tf.constant([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), tf.constant([[1.0], [3.0], [4.0]])
)
tf.linalg.lstsq(tf.constant([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), [[1.0], [3.0], [4.0]], 0.5)
tf.linalg.lstsq(
    tf.constant([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), [[1.0], [3.0], [4.0]], fast=False
)
tf.linalg.lstsq(tf.constant([[1.0, 0.0, 2.0], [1.0, 1.0, 1.0]]), tf.constant([[1.0], [3.0]]))
tf.linalg.pinv(m)
tf.linalg.pinv(b)
tf.linalg.pinv([[1.0, 2.0], [2.0, 4.0]])
tf.linalg.matrix_rank(m)
tf.linalg.matrix_rank([[1.0, 2.0], [2.0, 4.0]])
tf.linalg.matrix_rank(tf.stack([tf.eye(2), tf.zeros([2, 2])]))
tf.linalg.matrix_rank(m, tol=2.5)

# %% matrices that have no inverse
s = tf.constant([[1.0, 2.0], [2.0, 4.0]])
tf.linalg.inv(s)
tf.linalg.solve(s, [[1.0], [2.0]])
tf.linalg.triangular_solve(tf.constant([[0.0, 0.0], [1.0, 1.0]]), [[1.0], [2.0]])
tf.linalg.inv(tf.ones([2, 3]))
tf.linalg.inv([1.0, 2.0])
tf.linalg.inv([[1, 2], [3, 4]])
tf.linalg.inv(np.array([[1, 2], [3, 4]]))
tf.linalg.solve(tf.ones([2, 3]), tf.ones([2, 1]))
tf.linalg.solve(tf.eye(2), tf.ones([3, 1]))
tf.linalg.solve(tf.eye(2), [1.0, 2.0])
tf.linalg.solve(tf.eye(2), np.ones((2, 1)))
tf.linalg.solve(tf.ones([2, 2, 2]), tf.ones([2, 1]))
tf.linalg.triangular_solve(tf.eye(2), tf.ones([3, 1]))
tf.linalg.triangular_solve(tf.ones([2, 3]), tf.ones([2, 1]))
tf.linalg.triangular_solve(tf.eye(2), [1.0, 2.0])

# %% gradients of inverses and determinants  [rtol=2e-5]
m = tf.Variable([[2.0, 1.0], [-1.0, 3.0]])
b = tf.Variable([[1.0], [2.0]])
with tf.GradientTape(persistent=True) as tape:
    inverse = tf.linalg.inv(m)
    determinant = tf.linalg.det(m)
    solution = tf.linalg.solve(m, b)
    logarithm = tf.linalg.slogdet(m)[1]
    trace = tf.linalg.trace(m)
    triangle = tf.linalg.triangular_solve(m, b)
    root = tf.linalg.cholesky(tf.matmul(m, m, transpose_a=True))
tape.gradient(inverse, m)
tape.gradient(determinant, m)
tape.gradient(solution, [m, b])
tape.gradient(logarithm, m)
tape.gradient(trace, m)
tape.gradient(triangle, [m, b])
tape.gradient(root, m)

# %% Cholesky  [rtol=1e-5]
p = tf.constant([[4.0, 2.0, 0.6], [2.0, 5.0, 1.5], [0.6, 1.5, 3.0]])
tf.linalg.cholesky(p)
tf.linalg.cholesky(tf.stack([p, 4 * p]))
tf.linalg.cholesky(tf.constant([[2 + 0j, 1 - 1j], [1 + 1j, 3 + 0j]]))
tf.linalg.cholesky_solve(tf.linalg.cholesky(p), [[1.0], [2.0], [3.0]])
tf.linalg.cholesky([[1.0, 9.0], [0.0, 1.0]])
tf.linalg.cholesky(tf.ones([2, 3]))
tf.linalg.cholesky(tf.ones([2]))
tf.linalg.cholesky([[1, 0], [0, 1]])

# %% QR  [rtol=1e-5, atol=1e-6]
m = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]])
tf.linalg.qr(m)
tf.linalg.qr(m, full_matrices=True)
tf.linalg.qr(tf.transpose(m))
tf.linalg.qr(tf.stack([m, -m]))
q, r = tf.linalg.qr(tf.constant([[1j, 2], [3, 4]]))
tf.matmul(q, r)
tf.linalg.qr([1.0, 2.0])

# %% SVD  [rtol=1e-5, atol=1e-6]
m = tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]])
s, u, v = tf.linalg.svd(m)
s
tf.matmul(u, tf.matmul(tf.linalg.diag(s), v, adjoint_b=True))
u.shape, v.shape
[t.shape for t in tf.linalg.svd(m, full_matrices=True)]
[t.shape for t in tf.linalg.svd(tf.transpose(m))]
tf.linalg.svd(m, compute_uv=False)
tf.linalg.svd(tf.stack([m, 2 * m]), compute_uv=False)
tf.linalg.svd(tf.constant([[3.0, 0.0], [0.0, 2.0]]))
tf.abs(u)
tf.abs(v)
tf.linalg.svd([1.0, 2.0])

# %% eigenvalues  [rtol=1e-5]
p = tf.constant([[2.0, 1.0], [1.0, 3.0]])
m = tf.constant([[0.0, -1.0], [1.0, 0.0]])
e, v = tf.linalg.eigh(p)
e
tf.abs(v)
tf.linalg.eigvalsh(p)
tf.linalg.eigvalsh(tf.stack([p, 2 * p]))
tf.linalg.eigvalsh(tf.constant([[2 + 0j, 1j], [-1j, 3 + 0j]]))
tf.linalg.eigvalsh([[1.0, 9.0], [0.0, 1.0]])
tf.linalg.eigvals(m)
tf.linalg.eigvals(p)
tf.linalg.eigvals(tf.cast(p, tf.float64))
e, v = tf.linalg.eig(p)
tf.abs(v)
tf.linalg.eigvals(tf.ones([2, 3]))
tf.linalg.eigvalsh([1.0, 2.0])
tf.linalg.eigh([[1, 2], [3, 4]])

# %% gradients of decompositions  [rtol=1e-4, atol=2e-6]
p = tf.Variable([[2.0, 1.0], [1.0, 4.0]])
with tf.GradientTape(persistent=True) as tape:
    e, v = tf.linalg.eigh(p)
    s, u, w = tf.linalg.svd(p)
    q, r = tf.linalg.qr(p)
    weights = tf.constant([[1.0, 2.0], [3.0, 5.0]])
    results = [
        e,
        e * [1.0, 2.0],
        tf.square(v) * weights,
        s,
        s * [1.0, 2.0],
        tf.square(u) * weights,
        tf.square(w) * weights,
        r,
        q * weights,
    ]
for result in results:
    show(tape.gradient(result, p))

# %% functions of matrices  [rtol=1e-5]
m = tf.constant([[0.0, -1.0], [1.0, 0.0]])
p = tf.constant([[2.0, 1.0], [1.0, 3.0]])
tf.linalg.expm(m)
tf.linalg.expm(p)
tf.linalg.expm(tf.stack([p, 5 * p]))
tf.linalg.expm(tf.cast(p, tf.float64))
tf.linalg.expm(tf.zeros([2, 2]))
tf.linalg.expm(tf.ones([2, 3]))
tf.linalg.sqrtm(p)
tf.matrix_square_root(p)
tf.linalg.sqrtm(tf.cast(p, tf.float64))
tf.math.real(tf.linalg.logm(tf.cast(p, tf.complex64)))
tf.linalg.logm(p)

# %% LU  [rtol=1e-5]
m = tf.constant([[1.0, 2.0, 0.0], [3.0, 4.0, 1.0], [0.0, 5.0, 6.0]])
lu, p = tf.linalg.lu(m)
lu
p
tf.linalg.lu(m, output_idx_type=tf.int64).p
tf.linalg.lu_reconstruct(lu, p)
tf.linalg.lu_solve(lu, p, [[1.0], [2.0], [3.0]])
tf.linalg.lu_matrix_inverse(lu, p)
tf.linalg.lu([[1.0, 2.0], [2.0, 4.0]])
tf.linalg.lu(tf.zeros([2, 2]))

# %% transposed matrices and cross products
m = tf.reshape(tf.range(6), [2, 3])
tf.linalg.matrix_transpose(m)
tf.linalg.matrix_transpose(tf.stack([m, m]))
tf.linalg.matrix_transpose(tf.constant([[1j, 2]]), conjugate=True)
tf.linalg.matrix_transpose([1, 2])
tf.linalg.cross([1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
tf.linalg.cross([[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [1, 0, 1]])
tf.linalg.cross([1.0, 0.0], [0.0, 1.0])
tf.linalg.cross([1.0, 0.0, 0.0], [[0.0, 1.0, 0.0]])

# %% diagonals
v = tf.constant([1, 2, 3])
m = tf.constant([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
tf.linalg.diag(v)
tf.linalg.diag([[1.0, 2.0], [3.0, 4.0]])
tf.linalg.diag(v, k=1)
tf.linalg.diag(v, k=-1)
tf.linalg.diag(v, padding_value=9)
tf.linalg.diag(v, num_rows=3, num_cols=4)
tf.linalg.diag([1, 2], k=1, num_rows=2)
tf.linalg.diag([[1, 2, 3], [4, 5, 0]], k=(0, 1))
tf.linalg.diag([[0, 2, 3], [4, 5, 6], [7, 8, 0]], k=(-1, 1))
tf.linalg.diag([[0, 2, 3], [4, 5, 6], [7, 8, 0]], k=(-1, 1), align="LEFT_RIGHT")
tf.linalg.diag_part(m)
tf.linalg.diag_part(m, k=1)
tf.linalg.diag_part(m, k=-1)
tf.linalg.diag_part(m, k=(-1, 1))
tf.linalg.diag_part(m, k=(-1, 1), padding_value=9)
tf.linalg.diag_part(m, k=(-2, 0), align="LEFT_LEFT")
tf.linalg.diag_part(m[:2])
tf.linalg.diag_part(tf.stack([m, -m]))
tf.linalg.set_diag(m, [0, 0, 0])
tf.linalg.set_diag(m, [0, 0], k=1)
tf.linalg.set_diag(m, [[0, -1, -2], [-3, -4, -5]], k=(0, 1))
tf.linalg.set_diag(tf.stack([m, -m]), [[0, 0, 0], [1, 1, 1]])
tf.linalg.band_part(m, 0, -1)
tf.linalg.band_part(m, -1, 0)
tf.linalg.band_part(m, 1, 0)
tf.linalg.band_part(m, 0, 0)
tf.linalg.band_part(tf.ones([2, 3, 4]), 0, 1)
tf.linalg.tensor_diag(v)
tf.linalg.tensor_diag([[1.0, 2.0], [3.0, 4.0]])
tf.linalg.tensor_diag_part(m)
tf.linalg.tensor_diag_part(tf.linalg.tensor_diag([[1.0, 2.0], [3.0, 4.0]]))
tf.linalg.eye(2)

# %% diagonals that there are not
m = tf.constant([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
tf.linalg.diag(1)
tf.linalg.diag_part([1, 2])
tf.linalg.diag_part(m, k=5)
tf.linalg.set_diag(m, [1, 2])
tf.linalg.set_diag(m, [1.0, 2.0, 3.0])
tf.linalg.set_diag([1, 2], [1])
tf.linalg.band_part([1, 2], 0, 0)
tf.linalg.tensor_diag_part(m[:2])
tf.linalg.tensor_diag_part([1, 2])
tf.linalg.diag([1, 2], k=(1, 0))
tf.linalg.diag([1, 2], num_rows=1)

# %% gradients of diagonals
v = tf.Variable([1.0, 2.0])
m = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape(persistent=True) as tape:
    a = tf.linalg.diag(v) * m
    b = tf.linalg.diag_part(m) * v
    c = tf.linalg.set_diag(m, v) * m
    d = tf.linalg.band_part(m, 0, -1) * m
tape.gradient(a, [v, m])
tape.gradient(b, [v, m])
tape.gradient(c, [v, m])
tape.gradient(d, m)

# %% tridiagonal matrices  [rtol=1e-5]
m = tf.constant([[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 4.0]])
bands = tf.constant([[1.0, 1.0, 0.0], [2.0, 3.0, 4.0], [0.0, 1.0, 1.0]])
tf.linalg.tridiagonal_solve(bands, [1.0, 2.0, 3.0])
tf.linalg.tridiagonal_solve(bands, tf.eye(3))
tf.linalg.tridiagonal_solve(m, [1.0, 2.0, 3.0], diagonals_format="matrix")
tf.linalg.tridiagonal_solve(bands, tf.constant([1.0, 2.0, 3.0]))
tf.linalg.tridiagonal_solve(m, tf.constant([1.0, 2.0, 3.0]), diagonals_format="matrix")
superdiagonal, diagonal, subdiagonal = bands[0, :2], bands[1], bands[2, 1:]
tf.linalg.tridiagonal_solve((superdiagonal, diagonal, subdiagonal), tf.eye(3), "sequence")
tf.linalg.tridiagonal_matmul(bands, tf.eye(3))
tf.linalg.tridiagonal_matmul(m, tf.eye(3), diagonals_format="matrix")
tf.linalg.eigh_tridiagonal([2.0, 3.0, 4.0], [1.0, 1.0])


# %% products inside functions
@tf.function
def product(x, y):
    show(x, y)
    result = tf.matmul(x, y)
    show(result)
    show(tf.linalg.matvec(x, y[:, 0]), tf.tensordot(x, y, 1), tf.einsum("ij,jk->ik", x, y))
    show(tf.norm(x), tf.linalg.trace(y), tf.linalg.det(y), tf.linalg.inv(y))
    return result


product(tf.ones([3, 2]), tf.eye(2))
attempt(product, tf.ones([3, 2]), tf.eye(3))
attempt(product, tf.ones([3]), tf.eye(3))


@tf.function(input_signature=[tf.TensorSpec([None, 2]), tf.TensorSpec([2, None])])
def unknown(x, y):
    show(tf.matmul(x, y), tf.matmul(x, x, transpose_a=True), tf.tensordot(x, y, 1))
    show(tf.linalg.matvec(x, [1.0, 2.0]), tf.norm(x, axis=1), tf.linalg.matrix_transpose(x))
    return tf.matmul(x, y)


unknown(tf.ones([1, 2]), tf.ones([2, 4]))
