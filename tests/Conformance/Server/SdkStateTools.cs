using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Server;

/// <summary>The same tools with the SDK alone: the tool seals its state itself, with a key that is the process's.</summary>
internal sealed class SdkStateTools
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [McpServerTool(Name = "test_input_required_result_request_state"), Description("Asks for a yes, and keeps a state.")]
    public static string Confirm(RequestContext<CallToolRequestParams> call) => Take(call) is not null ? "state-ok" : throw AskYes();

    [McpServerTool(Name = "test_input_required_result_tampered_state"), Description("Asks for a yes, and keeps a sealed state.")]
    public static string ConfirmSealed(RequestContext<CallToolRequestParams> call) =>
        Take(call) is not null ? "untampered" : throw AskYes();

    [McpServerTool(Name = "test_input_required_result_multiple_inputs"), Description("Asks three things at once.")]
    public static string AskThree(RequestContext<CallToolRequestParams> call) => Take(call) is not null
        ? "All is answered."
        : throw new InputRequiredException(InputTools.AllThree(), Seal("1"));

    [McpServerTool(Name = "test_input_required_result_multi_round"), Description("Asks twice.")]
    public static string AskTwice(RequestContext<CallToolRequestParams> call) => Take(call) switch
    {
        null => throw Ask("step1", Forms.AskText("Step 1: What is your name?", "name"), "1"),
        "1" => throw Ask("step2", Forms.AskText("Step 2: What is your favorite color?", "color"), "2"),
        _ => "Both are answered.",
    };

    private static InputRequiredException AskYes() => Ask("confirm", Forms.AskYes("Please confirm", "ok"), "1");

    private static InputRequiredException Ask(string key, InputRequest question, string state) =>
        new(new Dictionary<string, InputRequest> { [key] = question }, Seal(state));

    private static string Seal(string state) =>
        $"{state}.{Convert.ToHexString(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(state)))}";

    private static string? Take(RequestContext<CallToolRequestParams> call)
    {
        if (call.Params.RequestState is not { } sent)
            return null;
        var state = sent.Split('.')[0];
        return sent == Seal(state) ? state : throw new McpProtocolException("The state is not valid.", McpErrorCode.InvalidParams);
    }
}
