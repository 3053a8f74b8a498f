"""The names that saved models go by; programs print them and look files up by them."""

from tfcourse.core.export import export_constant

ASSETS_DIRECTORY = export_constant("assets", "saved_model.ASSETS_DIRECTORY")
export_constant("saved_model_assets", "saved_model.ASSETS_KEY")
export_constant("inputs", "saved_model.CLASSIFY_INPUTS")
export_constant("tensorflow/serving/classify", "saved_model.CLASSIFY_METHOD_NAME")
export_constant("classes", "saved_model.CLASSIFY_OUTPUT_CLASSES")
export_constant("scores", "saved_model.CLASSIFY_OUTPUT_SCORES")
export_constant("debug", "saved_model.DEBUG_DIRECTORY")
export_constant("saved_model_debug_info.pb", "saved_model.DEBUG_INFO_FILENAME_PB")
DEFAULT_SIGNATURE = export_constant(
    "serving_default", "saved_model.DEFAULT_SERVING_SIGNATURE_DEF_KEY"
)
export_constant("gpu", "saved_model.GPU")
export_constant("inputs", "saved_model.PREDICT_INPUTS")
export_constant("tensorflow/serving/predict", "saved_model.PREDICT_METHOD_NAME")
export_constant("outputs", "saved_model.PREDICT_OUTPUTS")
export_constant("inputs", "saved_model.REGRESS_INPUTS")
export_constant("tensorflow/serving/regress", "saved_model.REGRESS_METHOD_NAME")
export_constant("outputs", "saved_model.REGRESS_OUTPUTS")
# The file of TensorFlow's own format, which is not read here.
OF_TENSORFLOW = export_constant("saved_model.pb", "saved_model.SAVED_MODEL_FILENAME_PB")
OF_TENSORFLOW_AS_TEXT = export_constant(
    "saved_model.pbtxt", "saved_model.SAVED_MODEL_FILENAME_PBTXT"
)
export_constant(1, "saved_model.SAVED_MODEL_SCHEMA_VERSION")
SERVING = export_constant("serve", "saved_model.SERVING")
export_constant("tpu", "saved_model.TPU")
export_constant("train", "saved_model.TRAINING")
VARIABLES_DIRECTORY = export_constant("variables", "saved_model.VARIABLES_DIRECTORY")
VARIABLES_FILENAME = export_constant("variables", "saved_model.VARIABLES_FILENAME")
