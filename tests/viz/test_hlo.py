"""The text of compiled programs."""

from tfcourse.viz.hlo import described_type, parse_hlo

TEXT = r"""HloModule jit_call, is_scheduled=true, entry_computation_layout={(f32[4]{0})->f32[]}

FileNames
1 "/somewhere/lesson (1).py"

%fused (param_0: f32[4]) -> f32[] {
  %param_0 = f32[4]{0} parameter(0)
  %constant.1 = f32[] constant(-0.5)
  %mul = f32[4]{0} multiply(%param_0, %param_0), metadata={op_name="jit(call)/a \"b\"/mul"}
  ROOT %sum = f32[] reduce(%mul, %constant.1), dimensions={0}, to_apply=%add
}

ENTRY %main.3 (x: f32[4]) -> (f32[], pred[]) {
  %x = f32[4]{0} parameter(0), metadata={op_name="values[0]"}
  %text = s32[] constant(3)
  %fusion = f32[] fusion(%x), kind=kLoop, calls=%fused, metadata={op_name="jit(call)/Sum"}
  %chosen = (f32[], pred[]) conditional(%text, %x, %x), branch_computations={%one, %two}
  ROOT %tuple = (f32[], pred[]) tuple(%fusion, %chosen)
}
"""


def test_computations_and_instructions():
    entry, computations = parse_hlo(TEXT)
    assert entry == "main.3" and list(computations) == ["fused", "main.3"]
    product = computations["fused"][2]
    assert (product.opcode, product.operands) == ("multiply", ("param_0", "param_0"))
    assert product.result == "float32[4]" and product.op_name == 'jit(call)/a "b"/mul'
    assert computations["fused"][1].inside == "-0.5"
    first, _, fusion, choice, root = computations["main.3"]
    assert first.op_name == "values[0]" and first.operands == ()
    assert (
        fusion.called == {"calls": ("fused",)} and fusion.attributes == "kind=kLoop, calls=%fused"
    )
    assert choice.called == {"branch_computations": ("one", "two")}
    assert root.is_root and not fusion.is_root and root.result == "float32[], bool[]"


def test_types_are_tensorflows():
    assert described_type("s64[2,3]{1,0:T(8,128)}") == "int64[2, 3]"
    assert described_type("token[]") == "token[]"


def test_text_that_is_no_program_is_empty():
    assert parse_hlo("nothing\n  at all = 3\n") == ("", {})
